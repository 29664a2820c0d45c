import type { ConversationId } from '@parley/shared'

import type { ClockAndRandom } from '../realtime/clock-and-random.ts'
import type { Asking, Reply } from '../realtime/replies.ts'
import { withRead, withReadConfirmed } from '../state/apply/answer.ts'
import { isTemporary } from '../state/result.ts'
import type { Store } from '../state/store.ts'
import type { ReadingActions } from './actions.ts'

const sendEveryMs = 1_000
/** After a refusal that does not say itself when it may be tried again. */
const againAfterMs = 5_000

/** Tells the server how far one has read: gathered, and again when it is not known whether it heard. */
export class ReadTracker implements ReadingActions {
  readonly #store: Store
  readonly #ask: (frame: Asking) => Promise<Reply>
  readonly #isVisible: () => boolean
  readonly #clockAndRandom: ClockAndRandom
  readonly #untold = new Map<ConversationId, number>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #lastSentMs = -Infinity

  constructor(
    store: Store,
    ask: (frame: Asking) => Promise<Reply>,
    isVisible: () => boolean,
    clockAndRandom: ClockAndRandom,
  ) {
    this.#store = store
    this.#ask = ask
    this.#isVisible = isVisible
    this.#clockAndRandom = clockAndRandom
  }

  seen(id: ConversationId, seq: number): void {
    const known = this.#store.chat.get().conversations.get(id)?.membership.readSeq ?? 0
    if (seq <= Math.max(known, this.#untold.get(id) ?? 0)) return
    this.#untold.set(id, seq)
    this.wake()
  }

  /** The page came back to the front, or the connection did. */
  wake(): void {
    if (this.#untold.size === 0 || !this.#isVisible()) return
    for (const [id, seq] of this.#untold) this.#store.chat.update((chat) => withRead(chat, id, seq))
    const waitMs = Math.max(0, this.#lastSentMs + sendEveryMs - this.#clockAndRandom.monotonicMs())
    this.#timer ??= setTimeout(() => this.#tellAll(), waitMs)
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#untold.clear()
  }

  #tellAll(): void {
    this.#timer = undefined
    this.#lastSentMs = this.#clockAndRandom.monotonicMs()
    for (const [id, seq] of this.#untold) void this.#tell(id, seq)
  }

  async #tell(id: ConversationId, seq: number): Promise<void> {
    const reply = await this.#ask({ type: 'read', conversationId: id, seq })
    if (this.#untold.get(id) !== seq) return
    if (!reply.ok && reply.failure.kind === 'unreachable') return
    if (!reply.ok && isTemporary(reply.failure)) return this.#later(reply.failure.retryAfterSeconds)
    this.#untold.delete(id)
    if (reply.ok) this.#store.chat.update((chat) => withReadConfirmed(chat, id, seq))
  }

  #later(askedSeconds: number | null): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined
        this.wake()
      },
      askedSeconds ? askedSeconds * 1_000 : againAfterMs,
    )
  }
}
