import type { Message } from '@parley/shared'

import type { MessageStore } from '../../stores/message-store.ts'
import type { MessageFiles } from '../files/message-files.ts'
import type { Clock } from '../ports.ts'
import type { MessageWriter } from '../messages/writing/message-writer.ts'

const batch = 100

/** Takes away what has disappeared: texts, files, and all else that was kept of it. One instance at a time. */
export class ExpirySweep {
  readonly #store: MessageStore
  readonly #writer: MessageWriter
  readonly #files: MessageFiles
  readonly #clock: Clock

  /** @param store as it is, with what is hidden from everybody else */
  constructor(store: MessageStore, writer: MessageWriter, files: MessageFiles, clock: Clock) {
    this.#store = store
    this.#writer = writer
    this.#files = files
    this.#clock = clock
  }

  /** @throws Unavailable */
  async run(): Promise<void> {
    for (;;) {
      const over = await this.#store.expired(this.#clock.now(), batch)
      await Promise.all(over.map((message) => this.#remove(message)))
      if (over.length < batch) return
    }
  }

  async #remove(message: Message): Promise<void> {
    const { conversationId, seq, senderId, attachments } = message
    const change = { conversationId, seq, senderId, at: this.#clock.now(), expiry: true } as const
    const remove = () => this.#writer.changes.add(change)
    if (attachments) await this.#files.dropping(senderId, message, remove)
    else await remove()
  }
}
