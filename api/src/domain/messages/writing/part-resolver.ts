import type { GivenParts, MessageParts } from '@parley/shared'

import type { MessageDraft, MessageStore } from '../../../stores/message-store.ts'
import type { CachedMembership } from '../../conversations/cached-person.ts'
import { DomainError } from '../../errors.ts'
import type { MessageFiles } from '../../files/message-files.ts'
import type { Forwarding } from './forwarding.ts'
import type { MentionFinder } from './mention-finder.ts'

type Content = Pick<MessageDraft, 'conversationId' | 'senderId' | 'clientId' | 'text'>

export interface AllGivenParts extends GivenParts {
  readonly isScheduled?: boolean
}

interface PartResolverParts {
  readonly store: MessageStore
  readonly messageFiles: MessageFiles
  readonly mentionFinder: MentionFinder
  readonly forwarding: Forwarding
}

/** Makes the parts that a message is stored with of its text and of those that its author gave. */
export class PartResolver {
  readonly #store: MessageStore
  readonly #files: MessageFiles
  readonly #mentions: MentionFinder
  readonly #forwarding: Forwarding

  constructor({ store, messageFiles, mentionFinder, forwarding }: PartResolverParts) {
    this.#store = store
    this.#files = messageFiles
    this.#mentions = mentionFinder
    this.#forwarding = forwarding
  }

  /** @throws DomainError reply_not_found, file_not_found, file_taken, forward_not_found, files_full */
  async resolve<Given extends Content>(
    content: Given,
    { replyTo, attachments: ids, forward, isScheduled = false }: AllGivenParts,
    membership: CachedMembership,
  ): Promise<Given & { readonly parts?: MessageParts }> {
    if (forward) return { ...content, ...(await this.#forwarding.content(content, forward)), forward }
    if (replyTo !== undefined) await this.requireAnswerable(content, replyTo, membership)
    const attachments = ids && (await this.#files.claim(ids, content.senderId, content))
    const parts = {
      ...(replyTo !== undefined && { replyTo }),
      ...(attachments && { attachments }),
      ...(isScheduled && { scheduled: true }),
      ...(await this.#mentions.find(content.text, content.conversationId, membership)),
    }
    return Object.keys(parts).length > 0 ? { ...content, parts } : content
  }

  /**
   * A tombstone may be answered: the answer can have been under way when the message was deleted.
   * @throws DomainError reply_not_found
   */
  async requireAnswerable(
    { conversationId }: Pick<Content, 'conversationId'>,
    seq: number,
    { readsFromSeq }: CachedMembership,
  ): Promise<void> {
    const [original] = seq < readsFromSeq ? [] : await this.#store.bySeqs(conversationId, [seq])
    if (!original || original.system !== null) throw new DomainError('reply_not_found', { field: '/replyTo' })
  }
}
