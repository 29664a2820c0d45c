import type { MessageParts } from '@parley/shared'

import type { MessageDraft, MessageStore } from '../../../stores/message-store.ts'
import type { CachedMembership } from '../../conversations/cached-person.ts'
import { DomainError } from '../../errors.ts'

/** What somebody sends, with the parts as they gave them. */
type Given = Pick<MessageDraft, 'conversationId' | 'senderId' | 'text' | 'parts'>

/** Makes the parts that a message is stored with of those that its author gave. */
export class PartResolver {
  readonly #store: MessageStore

  constructor(store: MessageStore) {
    this.#store = store
  }

  /** Most messages are nothing but a text, and are queued without a question to a store. */
  isNeededFor({ parts }: Given): boolean {
    return parts !== undefined
  }

  /** @throws DomainError reply_not_found */
  async resolve(given: Given, membership: CachedMembership): Promise<MessageParts> {
    const { replyTo } = given.parts ?? {}
    if (replyTo !== undefined) await this.#requireAnswerable(given, replyTo, membership)
    return replyTo === undefined ? {} : { replyTo }
  }

  /** A tombstone may be answered: the answer can have been under way when the message was deleted. */
  async #requireAnswerable(
    { conversationId }: Given,
    seq: number,
    { readsFromSeq }: CachedMembership,
  ): Promise<void> {
    const [original] = seq < readsFromSeq ? [] : await this.#store.bySeqs(conversationId, [seq])
    if (!original || original.system !== null) throw new DomainError('reply_not_found', { field: '/replyTo' })
  }
}
