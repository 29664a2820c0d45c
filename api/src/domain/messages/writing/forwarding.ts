import type { Message, MessageParts, MessageSource, UserId } from '@parley/shared'

import type { MessageDraft, MessageStore } from '../../../stores/message-store.ts'
import type { UserStore } from '../../../stores/user-store.ts'
import type { ConversationAccess } from '../../conversations/conversation-access.ts'
import { DomainError } from '../../errors.ts'
import type { MessageFiles } from '../../files/message-files.ts'

type Target = Pick<MessageDraft, 'conversationId' | 'senderId' | 'clientId'>

/** What a message has that repeats another one: the words and files of that, and who wrote them first. */
export class Forwarding {
  readonly #store: MessageStore
  readonly #users: UserStore
  readonly #access: ConversationAccess
  readonly #files: MessageFiles

  constructor(
    stores: { messages: MessageStore; users: UserStore },
    access: ConversationAccess,
    files: MessageFiles,
  ) {
    this.#store = stores.messages
    this.#users = stores.users
    this.#access = access
    this.#files = files
  }

  /** @throws DomainError forward_not_found, files_full */
  async content(target: Target, source: MessageSource): Promise<{ text: string; parts: MessageParts }> {
    const { conversationId, senderId, clientId } = target
    // A repetition is compared by its source alone, which may be gone.
    if (await this.#store.byClientId(conversationId, senderId, clientId)) return { text: '', parts: {} }
    const original = await this.#original(senderId, source)
    const ids = (original.attachments ?? []).map(({ id }) => id)
    const attachments = ids.length > 0 && (await this.#files.copies(ids, senderId, target))
    const forwardedFrom = original.forwardedFrom ?? { userId: await this.#named(original.senderId) }
    const { text, expiresAt } = original
    return {
      text,
      parts: { forwardedFrom, ...(attachments && { attachments }), ...(expiresAt && { expiresAt }) },
    }
  }

  async #original(readerId: UserId, { conversationId, seq }: MessageSource): Promise<Message> {
    const readsFromSeq = await this.#access.readsFrom(readerId, conversationId)
    const isThere = readsFromSeq !== null && seq >= readsFromSeq
    const [original] = isThere ? await this.#store.bySeqs(conversationId, [seq]) : []
    if (!original || original.system !== null || original.deletedAt !== null)
      throw new DomainError('forward_not_found', { field: '/forward' })
    return original
  }

  async #named(authorId: UserId): Promise<UserId | null> {
    const author = await this.#users.byId(authorId)
    return author?.privacy.namedInForwards ? authorId : null
  }
}
