import type {
  ChangePage,
  ClientId,
  ConversationId,
  ConversationSummary,
  Message,
  MessagePage,
  ServerFrameOf,
  SessionId,
  SystemEvent,
  UserId,
} from '@parley/shared'

export const me = '00000000-0000-4000-8000-000000000001' as UserId
export const peer = '00000000-0000-4000-8000-000000000002' as UserId
export const conversationId = '00000000-0000-4000-8000-0000000000c1' as ConversationId

export const clientIdOf = (number: number): ClientId =>
  `00000000-0000-4000-9000-${String(number).padStart(12, '0')}` as ClientId

interface Sending {
  readonly text?: string
  readonly clientId?: ClientId
  readonly system?: SystemEvent
  readonly replyTo?: number
}

/** One conversation as a server without faults keeps it, in the plainest form. */
export class Truth {
  readonly messages: Message[] = []
  readonly id: ConversationId
  rev = 0
  readSeq = 0

  constructor(id: ConversationId = conversationId) {
    this.id = id
  }

  send(senderId: UserId, sending: Sending = {}): Message {
    const seq = this.messages.length + 1
    return this.#put({
      conversationId: this.id,
      seq,
      rev: 0,
      senderId,
      clientId: sending.clientId ?? clientIdOf(seq),
      text: sending.system ? '' : (sending.text ?? `message ${seq}`),
      system: sending.system ?? null,
      createdAt: new Date(Date.UTC(2026, 2, 1) + seq * 1_000).toISOString(),
      editedAt: null,
      deletedAt: null,
      ...(sending.replyTo !== undefined && { replyTo: sending.replyTo }),
      ...mentionsIn(sending.text),
    })
  }

  /** Null where there is nothing to edit. */
  edit(seq: number, text: string): Message | null {
    const message = this.messages[seq - 1]
    if (!message || message.deletedAt || message.system) return null
    const { mentions: _, ...rest } = message
    return this.#put({ ...rest, text, editedAt: message.createdAt, ...mentionsIn(text) })
  }

  remove(seq: number): Message | null {
    const message = this.messages[seq - 1]
    if (!message || message.deletedAt || message.system) return null
    const { replyTo: _, mentions: __, ...rest } = message
    return this.#put({ ...rest, text: '', deletedAt: message.createdAt })
  }

  page(
    anchor: { before: number } | { after: number } | { around: number } | null,
    limit: number,
  ): MessagePage {
    const items = this.#items(anchor, limit)
    return { items, headSeq: this.messages.length, rev: this.rev, ...this.#quotes(items) }
  }

  bySeqs(seqs: readonly number[]): MessagePage {
    const items = this.messages.filter(({ seq }) => seqs.includes(seq))
    return { items, headSeq: this.messages.length, rev: this.rev }
  }

  changes(after: number, limit: number): ChangePage {
    const all = this.messages.filter(({ rev }) => rev > after).sort((a, b) => a.rev - b.rev)
    const items = all.slice(0, limit)
    const rev = all.length > limit ? (items.at(-1)?.rev ?? after) : this.rev
    return { items, rev, headRev: this.rev, ...this.#quotes(items) }
  }

  summary(): ConversationSummary {
    const lastMessage = this.messages.at(-1) ?? null
    const createdAt = new Date(Date.UTC(2026, 1, 1)).toISOString()
    return {
      conversation: {
        id: this.id,
        kind: 'group',
        name: 'Engine',
        topic: '',
        visibility: 'open',
        memberCount: 2,
        version: 1,
        createdAt,
      },
      membership: {
        role: 'member',
        muted: false,
        mutedUntil: null,
        readSeq: this.readSeq,
        readsFromSeq: 1,
        joinedAt: createdAt,
        canWrite: true,
        closed: false,
        hidden: false,
      },
      peer: null,
      peerReadSeq: null,
      headSeq: this.messages.length,
      rev: this.rev,
      unread: this.unread().length,
      ...(this.unreadMentions > 0 && { unreadMentions: this.unreadMentions }),
      lastMessage,
      lastActivityAt: lastMessage?.createdAt ?? createdAt,
    }
  }

  get unreadMentions(): number {
    return this.unread().filter(({ mentions }) => mentions?.includes(me)).length
  }

  unread(): Message[] {
    const answered = this.messages.findLast(({ senderId, system }) => senderId === me && !system)?.seq ?? 0
    const from = Math.max(this.readSeq, answered)
    const unread = this.messages.filter(
      ({ seq, senderId, system, deletedAt }) => seq > from && senderId !== me && !system && !deletedAt,
    )
    return unread.slice(-100)
  }

  #put(message: Message): Message {
    this.rev += 1
    const put = { ...message, rev: this.rev }
    this.messages[message.seq - 1] = put
    return put
  }

  #quotes(items: readonly Message[]): { quotes?: Message[] } {
    const quotes = this.messages.filter(
      (message) => items.some(({ replyTo }) => replyTo === message.seq) && !items.includes(message),
    )
    return quotes.length > 0 ? { quotes } : {}
  }

  #items(
    anchor: { before: number } | { after: number } | { around: number } | null,
    limit: number,
  ): Message[] {
    if (anchor === null) return this.messages.slice(-limit)
    if ('before' in anchor)
      return this.messages.slice(Math.max(0, anchor.before - 1 - limit), anchor.before - 1)
    if ('after' in anchor) return this.messages.slice(anchor.after, anchor.after + limit)
    const first = Math.max(0, anchor.around - 1 - Math.floor(limit / 2))
    return this.messages.slice(first, first + limit)
  }
}

export const helloOf = (epoch: string): ServerFrameOf<'hello'> => ({
  type: 'hello',
  protocol: 1,
  userId: me,
  sessionId: '00000000-0000-4000-8000-0000000000a1' as SessionId,
  epoch,
  serverTime: '2026-03-01T09:30:00.000Z',
  heartbeatIntervalMs: 15_000,
  limits: { messageMax: 1, frameBytesMax: 1, framesPerTenSecondsMax: 1, watchMax: 1, typingEveryMs: 1 },
})

const mentionsIn = (text = ''): { mentions?: UserId[] } => (text.includes('@me') ? { mentions: [me] } : {})
