import type { ConversationId, MessageAck } from '@parley/shared'

import type { Viewer } from '../../../api/src/domain/viewer.ts'
import type { Chat } from '../app/chat.ts'

/** Few, so that new people come all the time. */
const turnsEach = 2

/** People who come, found groups, talk, change what they said, and read, until they are told to stop. */
export class Writers {
  readonly #chat: Chat
  readonly acknowledged: MessageAck[] = []
  #stopped = false
  #done: Promise<unknown> = Promise.resolve()

  constructor(chat: Chat) {
    this.#chat = chat
  }

  start(count: number): void {
    this.#done = Promise.all(Array.from({ length: count }, () => this.#write()))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#done
  }

  async #write(): Promise<void> {
    while (!this.#stopped) {
      const [ann, bob] = await this.#chat.people('ann', 'bob')
      const id = await this.#chat.group(ann, [bob])
      for (let turn = 1; turn <= turnsEach && !this.#stopped; turn += 1) await this.#talk(id, ann, bob)
    }
  }

  async #talk(id: ConversationId, ann: Viewer, bob: Viewer): Promise<void> {
    const { messages, reads } = this.#chat.parts
    const [first, second] = await Promise.all([
      this.#chat.say(ann, id, 'one'),
      this.#chat.say(ann, id, 'two'),
    ])
    this.acknowledged.push(first, second)
    await reads.read(bob, id, Math.max(first.seq, second.seq))
    await messages.edit(ann, id, first.seq, 'uno')
    await messages.remove(ann, id, second.seq)
  }
}
