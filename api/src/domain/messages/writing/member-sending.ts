import type { ConversationId, UserId } from '@parley/shared'

import type { AppendOutcome, MessageDraft } from '../../../stores/message-store.ts'
import type { CachedMembership } from '../../conversations/cached-person.ts'
import type { ConversationAccess } from '../../conversations/conversation-access.ts'
import { ArrivalOrder } from './arrival-order.ts'
import type { MessageWriter } from './message-writer.ts'

/** Lets nobody but members send, and what each of them sends in the order in which it came. */
export class MemberSending {
  readonly #access: ConversationAccess
  readonly #writer: MessageWriter
  readonly #order = new ArrivalOrder()

  constructor(access: ConversationAccess, writer: MessageWriter) {
    this.#access = access
    this.#writer = writer
  }

  /**
   * Whoever has departed by what the log tells is a member all the same if their membership says so: a return is
   * in the log a moment later, or never, when an instance dies before it can write it.
   */
  async append(draft: MessageDraft): Promise<Exclude<AppendOutcome, { kind: 'departed' }>> {
    const { conversationId, senderId } = draft
    const outcome = await this.#writer.append(draft)
    if (outcome.kind !== 'departed') return outcome
    const again = () => this.append({ ...draft, memberAtSeq: outcome.seq })
    return this.#asked(
      senderId,
      conversationId,
      this.#access.storedMembership(senderId, conversationId),
      again,
    )
  }

  /** Messages that come one after the other are begun in that order, also while each has to wait for a database. */
  asMember<Outcome>(
    userId: UserId,
    conversationId: ConversationId,
    work: (membership: CachedMembership) => Promise<Outcome>,
  ): Promise<Outcome> {
    const known = this.#access.knownMembership(userId, conversationId)
    if (known && !this.#order.isWaiting(userId)) return work(known)
    return this.#asked(userId, conversationId, this.#access.membership(userId, conversationId), work)
  }

  #asked<Outcome>(
    userId: UserId,
    conversationId: ConversationId,
    asked: Promise<CachedMembership>,
    work: (membership: CachedMembership) => Promise<Outcome>,
  ): Promise<Outcome> {
    const askedMs = performance.now()
    return this.#order.begin(userId, asked, (membership) => {
      this.#access.requireLasting(userId, conversationId, askedMs)
      return work(membership)
    })
  }
}
