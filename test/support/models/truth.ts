import type {
  Attachment,
  ChangePage,
  ClientId,
  ConversationId,
  ConversationSummary,
  Message,
  MessagePage,
  PinList,
  ReactedBy,
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
  readonly attachments?: Attachment[]
}

/** What a frame tells of a change. */
export interface Told {
  readonly message: Message
  readonly reacted?: ReactedBy[]
}

/** One conversation as a server without faults keeps it, in the plainest form. */
export class Truth {
  readonly messages: Message[] = []
  readonly id: ConversationId
  rev = 0
  readSeq = 0
  /** In the order in which they came. */
  #reactions: { readonly seq: number; readonly userId: UserId; readonly emoji: string }[] = []

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
      ...(sending.attachments && { attachments: sending.attachments }),
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
    const { replyTo: _, mentions: __, attachments: ___, reactions: ____, pinned: _____, ...rest } = message
    this.#reactions = this.#reactions.filter((one) => one.seq !== seq)
    return this.#put({ ...rest, text: '', deletedAt: message.createdAt })
  }

  /** Takes it back where it is there. Null where nobody can react. */
  react(seq: number, userId: UserId, emoji: string): Told | null {
    const message = this.messages[seq - 1]
    if (!message || message.deletedAt || message.system) return null
    const isOther = (one: { seq: number; userId: UserId; emoji: string }) =>
      one.seq !== seq || one.userId !== userId || one.emoji !== emoji
    const isOn = this.#reactions.every(isOther)
    this.#reactions = isOn
      ? [...this.#reactions, { seq, userId, emoji }]
      : this.#reactions.filter((one) => isOther(one))
    return { message: this.#put(this.#counted(message)), reacted: [{ userId, emoji, isOn }] }
  }

  /** Unpins it where it is pinned. Null where nothing can be pinned. */
  pin(seq: number): Message | null {
    const message = this.messages[seq - 1]
    if (!message || message.deletedAt || message.system) return null
    const { pinned, ...rest } = message
    const pin = { userId: peer, pinnedAt: message.createdAt, rev: this.rev + 1 }
    return this.#put(pinned ? rest : { ...rest, pinned: pin })
  }

  pins(): PinList {
    const pinned = this.messages.filter((message) => message.pinned)
    const items = pinned.sort((a, b) => (b.pinned?.rev ?? 0) - (a.pinned?.rev ?? 0))
    return { items: items.map((one) => this.seen(one)), rev: this.rev }
  }

  /** As an answer to oneself tells it. */
  seen(message: Message): Message {
    if (!message.reactions) return message
    const own = this.#reactions.filter(({ seq, userId }) => seq === message.seq && userId === me)
    return { ...message, mine: own.map(({ emoji }) => emoji) }
  }

  page(
    anchor: { before: number } | { after: number } | { around: number } | null,
    limit: number,
  ): MessagePage {
    const items = this.#items(anchor, limit).map((one) => this.seen(one))
    return { items, headSeq: this.messages.length, rev: this.rev, ...this.#quotes(items) }
  }

  bySeqs(seqs: readonly number[]): MessagePage {
    const items = this.messages.filter(({ seq }) => seqs.includes(seq)).map((one) => this.seen(one))
    return { items, headSeq: this.messages.length, rev: this.rev }
  }

  changes(after: number, limit: number): ChangePage {
    const all = this.messages.filter(({ rev }) => rev > after).sort((a, b) => a.rev - b.rev)
    const items = all.slice(0, limit).map((one) => this.seen(one))
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
      ({ seq }) => items.some(({ replyTo }) => replyTo === seq) && items.every((item) => item.seq !== seq),
    )
    return quotes.length > 0 ? { quotes: quotes.map((one) => this.seen(one)) } : {}
  }

  /** Emoji stand in the order in which they came to the message. */
  #counted(before: Message): Message {
    const { reactions: known = [], ...message } = before
    const there = this.#reactions.filter(({ seq }) => seq === message.seq).map(({ emoji }) => emoji)
    const order = [...new Set([...known.map(({ emoji }) => emoji), ...there])]
    const reactions = order
      .map((emoji) => ({ emoji, count: there.filter((one) => one === emoji).length }))
      .filter(({ count }) => count > 0)
    return reactions.length > 0 ? { ...message, reactions } : message
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
