import type { GivenParts, MessageParts } from '@parley/shared'

import type { MessageDraft, MessageStore } from '../../../stores/message-store.ts'
import type { CachedMembership } from '../../conversations/cached-person.ts'
import { DomainError } from '../../errors.ts'
import type { MessageFiles } from '../../files/message-files.ts'
import type { MentionFinder } from './mention-finder.ts'

type Content = Pick<MessageDraft, 'conversationId' | 'senderId' | 'clientId' | 'text'>

/** Makes the parts that a message is stored with of its text and of those that its author gave. */
export class PartResolver {
  readonly #store: MessageStore
  readonly #files: MessageFiles
  readonly #mentions: MentionFinder

  constructor(store: MessageStore, files: MessageFiles, mentions: MentionFinder) {
    this.#store = store
    this.#files = files
    this.#mentions = mentions
  }

  /** @throws DomainError reply_not_found, file_not_found, file_taken */
  async resolve(
    content: Content,
    { replyTo, attachments: ids }: GivenParts,
    membership: CachedMembership,
  ): Promise<MessageParts> {
    if (replyTo !== undefined) await this.#requireAnswerable(content, replyTo, membership)
    const attachments = ids && (await this.#files.claim(ids, content.senderId, content))
    return {
      ...(replyTo !== undefined && { replyTo }),
      ...(attachments && { attachments }),
      ...(await this.#mentions.find(content.text, content.conversationId, membership)),
    }
  }

  /** A tombstone may be answered: the answer can have been under way when the message was deleted. */
  async #requireAnswerable(
    { conversationId }: Content,
    seq: number,
    { readsFromSeq }: CachedMembership,
  ): Promise<void> {
    const [original] = seq < readsFromSeq ? [] : await this.#store.bySeqs(conversationId, [seq])
    if (!original || original.system !== null) throw new DomainError('reply_not_found', { field: '/replyTo' })
  }
}
