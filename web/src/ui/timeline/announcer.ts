import type { ClientId, Message, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { OutboxItem } from '../../state/outbox-item.ts'
import type { State } from '../../state/state.ts'
import { isNews } from '../../state/unread.ts'
import { el } from '../dom.ts'
import { sayFailure } from '../late/failure-line.ts'
import { personName } from '../format/names.ts'
import { told } from '../format/told.ts'

/** What is longer is not read out to its end. */
const spokenMax = 300

/**
 * Speaks messages that arrive, and tells when one's own do not. The timeline itself is no live region: it also changes when history
 * is loaded, and that must not be read out.
 */
export class Announcer {
  readonly root = el('div', { class: 'visually-hidden', 'aria-live': 'polite', role: 'status' })
  readonly #state: State
  readonly #viewerId: UserId
  readonly #sending = new Set<ClientId>()
  #heardSeq: number | null = null

  constructor(state: State, viewerId: UserId) {
    this.#state = state
    this.#viewerId = viewerId
  }

  hear(messages: readonly Message[]): void {
    const last = messages.at(-1)
    if (!last) return
    const reader = { viewerId: this.#viewerId, blocked: this.#state.blocked.get() }
    if (this.#heardSeq !== null && last.seq > this.#heardSeq && isNews(last, reader)) {
      const name = personName(this.#state.person(last.senderId).get())
      this.root.textContent = words.timeline.announce(name, told(last).slice(0, spokenMax))
    }
    this.#heardSeq = Math.max(last.seq, this.#heardSeq ?? 0)
  }

  /** Once, when it happens; not again when one comes back to it. */
  follow(pending: readonly OutboxItem[]): void {
    for (const item of pending) {
      const { clientId, status } = item
      if (status.kind === 'sending') this.#sending.add(clientId)
      else if (this.#sending.delete(clientId) && status.kind === 'failed') {
        sayFailure(status.failure, (why) => {
          this.root.textContent = words.timeline.announceFailed(
            told({ text: item.text, attachments: item.files }).slice(0, spokenMax),
            why,
          )
        })
      }
    }
  }
}
