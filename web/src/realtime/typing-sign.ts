import type { ConversationId } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import type { ClockAndRandom } from './clock-and-random.ts'
import type { Asking } from './replies.ts'

/** Says that one types, no more often than others need to hear it. */
export class TypingSign {
  readonly #ask: (frame: Asking) => Promise<unknown>
  readonly #clockAndRandom: ClockAndRandom
  readonly #toldMs = new Map<ConversationId, number>()

  constructor(ask: (frame: Asking) => Promise<unknown>, clockAndRandom: ClockAndRandom) {
    this.#ask = ask
    this.#clockAndRandom = clockAndRandom
  }

  typed(conversationId: ConversationId): void {
    const nowMs = this.#clockAndRandom.monotonicMs()
    if (nowMs - (this.#toldMs.get(conversationId) ?? -Infinity) < limits.typingEveryMs) return
    this.#toldMs.set(conversationId, nowMs)
    void this.#ask({ type: 'typing', conversationId })
  }

  /** The message has taken the sign away at the others: whoever types on is seen at once. */
  sent(conversationId: ConversationId): void {
    this.#toldMs.delete(conversationId)
  }
}
