import type { MessageAck, NewMessage, UserId } from '@parley/shared'

import type { AppendOutcome, MessageDraft } from '../../../stores/message-store.ts'
import type { ActionRates } from '../../action-rates.ts'
import type { CachedMembership } from '../../conversations/cached-person.ts'
import type { ConversationAccess } from '../../conversations/conversation-access.ts'
import type { FanOut } from '../../conversations/fan-out.ts'
import { DomainError } from '../../errors.ts'
import type { ConversationRules } from '../../conversation-rules.ts'
import type { Clock } from '../../ports.ts'
import type { Viewer } from '../../viewer.ts'
import { messageText } from '../message-text.ts'
import type { Reply } from './group-commit.ts'
import { mayMention } from './mention-finder.ts'
import type { MessageWriter } from './message-writer.ts'
import type { PartResolver, AllGivenParts } from './part-resolver.ts'

export interface Sending extends NewMessage, Pick<MessageDraft, 'conversationId'> {
  /** Its author set the time at which it is sent now. */
  readonly isScheduled?: boolean
}
export interface MessageSendingParts {
  readonly access: ConversationAccess
  readonly writer: MessageWriter
  readonly partResolver: PartResolver
  readonly fanOut: FanOut
  readonly actionRates: ActionRates
  readonly clock: Clock
  readonly rules: ConversationRules
}

/** A session or a token, or whoever scheduled it. */
type Sender = Pick<Viewer, 'userId'>
type Content = Omit<MessageDraft, 'createdAt' | 'memberAtSeq'>
/** With the parts as their author gave them. */
type Given = Omit<Content, 'parts'> & { readonly given?: AllGivenParts }

/** Lets nobody but members send, and what each of them sends in the order in which it came. */
export class MessageSending {
  readonly #parts: MessageSendingParts
  /** Of each person for whom something waits: resolves when the last of it has begun, or was refused. */
  readonly #last = new Map<UserId, Promise<void>>()

  constructor(parts: MessageSendingParts) {
    this.#parts = parts
  }

  /** As `begin`, for who awaits it. */
  async send(viewer: Sender, sending: Sending): Promise<MessageAck> {
    const { promise, ...reply } = Promise.withResolvers<MessageAck>()
    this.begin(viewer, sending, reply)
    return promise
  }

  /**
   * Answers once the message is durable. Sent again under the same clientId, it is stored once and the answer is the
   * same. What a member who is connected sends is in the queue when this returns.
   * @throws DomainError conversation_not_found, not_available, blocked_by_you, closed_by_you, silenced,
   *   announcements_only, message_empty, message_too_long,
   *   reply_not_found, file_not_found, file_taken, forward_not_found, files_full, client_id_reused, overloaded, rate_limited: what can be refused at once; else the reply is rejected with it
   */
  begin({ userId }: Sender, sending: Sending, reply: Reply<MessageAck>): void {
    const { given, ...content } = contentOf(userId, sending)
    const { conversationId } = content
    const known = this.#parts.access.knownWritable(userId, conversationId)
    if (known && !given && !this.#last.has(userId)) return this.#draft(content, known, reply)
    const asked = this.#parts.access.writable(userId, conversationId)
    if (!given) {
      return void this.#inOrder(content, asked, reply, (membership) =>
        this.#draft(content, membership, reply),
      )
    }
    const resolved = asked.then((membership) => this.#resolved(content, given, membership))
    void this.#inOrder(content, resolved, reply, (draft) =>
      this.#draft(draft.content, draft.membership, reply),
    )
  }

  async #resolved(content: Content, given: AllGivenParts, membership: CachedMembership) {
    return { membership, content: await this.#parts.partResolver.resolve(content, given, membership) }
  }

  /** Begins what one person sends in the order in which it came, in whatever order a database answers. */
  async #inOrder<Answer>(
    { senderId, conversationId }: Content,
    asked: Promise<Answer>,
    reply: Reply<MessageAck>,
    work: (answer: Answer) => void,
  ): Promise<void> {
    const askedMs = performance.now()
    const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>()
    const before = this.#last.get(senderId)
    this.#last.set(senderId, begun)
    try {
      await Promise.allSettled([before, asked])
      const answer = await asked
      this.#parts.access.requireLasting(senderId, conversationId, askedMs)
      work(answer)
    } catch (error) {
      reply.reject(error)
    } finally {
      hasBegun()
      if (this.#last.get(senderId) === begun) this.#last.delete(senderId)
    }
  }

  #draft(content: Content, { kind }: CachedMembership, reply: Reply<MessageAck>): void {
    this.#parts.actionRates.require(content.senderId, 'message')
    this.#parts.fanOut.requireMessage(content.senderId, content.conversationId, content.text)
    const draft = this.#ending({ ...content, createdAt: this.#parts.clock.now() })
    this.#append(kind === 'group' ? { ...draft, memberAtSeq: 0 } : draft, reply)
  }

  /** What is forwarded ends with what it repeats, or before. */
  #ending(draft: MessageDraft): MessageDraft {
    const { conversationId, createdAt, parts } = draft
    const here = this.#parts.rules.endOf(conversationId, createdAt)
    const [expiresAt] = [here, parts?.expiresAt].filter((end) => end !== undefined).sort()
    return expiresAt === undefined ? draft : { ...draft, parts: { ...parts, expiresAt } }
  }

  #append(draft: MessageDraft, reply: Reply<MessageAck>): void {
    const resolve = (outcome: AppendOutcome): void => this.#answer(draft, outcome, reply)
    this.#parts.writer.appends.enqueue(draft, { resolve, reject: reply.reject })
  }

  #answer(draft: MessageDraft, outcome: AppendOutcome, reply: Reply<MessageAck>): void {
    const { conversationId, clientId, parts } = draft
    const all = parts?.mentionsAll !== undefined && { mentionsAll: parts.mentionsAll }
    switch (outcome.kind) {
      case 'stored': {
        const { seq, createdAt } = outcome.message
        return reply.resolve({ conversationId, clientId, seq, createdAt, ...all })
      }
      case 'repeated': {
        const createdAt = outcome.createdAt.toISOString()
        return reply.resolve({ conversationId, clientId, seq: outcome.seq, createdAt, ...all })
      }
      case 'conflict':
        return reply.reject(new DomainError('client_id_reused', { field: '/clientId' }))
      case 'departed':
        return this.#appendAsMember({ ...draft, memberAtSeq: outcome.seq }, reply)
    }
  }

  /**
   * Whoever has departed by what the log tells is a member all the same if their membership says so: a return is
   * in the log a moment later, or never, when an instance dies before it can write it.
   */
  #appendAsMember(draft: MessageDraft, reply: Reply<MessageAck>): void {
    const asked = this.#parts.access.storedMembership(draft.senderId, draft.conversationId)
    void this.#inOrder(draft, asked, reply, () => this.#append(draft, reply))
  }
}

/** Most messages are nothing but a text. @throws DomainError message_empty, message_too_long, invalid_request */
function contentOf(senderId: UserId, sending: Sending): Given {
  const { conversationId, clientId, replyTo, attachments, forward, isScheduled = false } = sending
  const text = messageText(sending.text, attachments !== undefined || forward !== undefined)
  const content = { conversationId, senderId, clientId, text, system: null }
  if (forward) {
    if (text !== '' || replyTo !== undefined || attachments)
      throw new DomainError('invalid_request', { field: '/forward' })
    return { ...content, given: { forward } }
  }
  if (replyTo === undefined && attachments === undefined && !isScheduled && !mayMention(text)) return content
  const parts = { ...(replyTo !== undefined && { replyTo }), ...(attachments && { attachments }) }
  return { ...content, given: { ...parts, isScheduled } }
}
