import { createHash } from 'node:crypto'

import type { Message, MessageParts } from '@parley/shared'
import type { Test } from 'tap'

import type { MessageStore } from '../../../api/src/stores/message-store.ts'

interface Where {
  readonly conversation: number
  readonly person: number
}

interface Draft {
  readonly where: Where
  readonly key: number
  readonly text: number
  /** Those that an author gives. */
  readonly parts: MessageParts | null
}

/** Of a message that is there, or not. */
interface Change {
  readonly where: Where
  readonly seq: number
}

export type Operation =
  | { readonly kind: 'append'; readonly drafts: readonly Draft[] }
  | ({ readonly kind: 'change'; readonly text: number | null } & Change)
  | ({ readonly kind: 'react'; readonly emoji: string; readonly isOn: boolean } & Change)
  | ({ readonly kind: 'pin'; readonly isOn: boolean } & Change)
type Mark = Extract<Operation, { kind: 'react' | 'pin' }>

interface Reaction {
  readonly person: number
  readonly emoji: string
  readonly rev: number
}

interface ModelMessage {
  readonly seq: number
  readonly sender: number
  readonly key: number
  readonly original: string
  rev: number
  text: string
  deleted: boolean
  parts: MessageParts
  /** The emoji that somebody reacts with, in the order in which they came. */
  emoji: string[]
  /** In the order in which they came. */
  reactions: Reaction[]
  pinnedRev: number | null
}

/** Everyone, with whom they have blocked. */
const readers = [0, 1, 2].flatMap((person) => {
  const [one = 0, other = 0] = [0, 1, 2].filter((sender) => sender !== person)
  return [[], [one], [other], [one, other]].map((blocked) => [person, blocked] as const)
})

const at = new Date('2026-03-01T09:30:00.000Z')
let models = 0

/** The rules of the message store in the plainest form, to compare a real one with. */
export class MessageModel {
  readonly #salt = ++models
  readonly #conversations: ModelMessage[][] = [[], []]

  async run(store: MessageStore, operation: Operation): Promise<void> {
    if (operation.kind === 'append') await this.#append(store, operation.drafts)
    else if (operation.kind === 'change') await this.#change(store, operation)
    else await this.#mark(store, operation)
  }

  async compare(t: Test, store: MessageStore, after: number): Promise<void> {
    for (const [conversation, messages] of this.#conversations.entries()) {
      const id = this.#id(`conversation ${conversation}`)
      const headRev = this.#headRev(conversation)
      const page = await store.page(id, { kind: 'latest' }, 200)
      t.same(page.messages.map(visible), messages.map(plain), 'history')
      t.same([page.headSeq, page.rev], [messages.length, headRev], 'heads')
      const revs = messages.filter(({ rev }) => rev > after).sort((a, b) => a.rev - b.rev)
      const changes = await store.changesAfter(id, after, 200)
      t.same(changes.messages.map(visible), revs.map(plain), 'changes')
      t.equal(changes.headRev, headRev, 'head rev')
      const pinned = messages.filter(({ pinnedRev }) => pinnedRev !== null)
      const inOrder = pinned.toSorted((a, b) => Number(b.pinnedRev) - Number(a.pinnedRev))
      t.same((await store.pins(id)).map(visible), inOrder.map(plain), 'pins')
      await this.#compareReactions(t, store, conversation)
      await this.#compareUnread(t, store, conversation, after)
    }
  }

  async #compareReactions(t: Test, store: MessageStore, conversation: number): Promise<void> {
    const id = this.#id(`conversation ${conversation}`)
    const messages = this.#conversations[conversation] ?? []
    const byPerson = [0, 1, 2].map((person) =>
      messages.flatMap(({ seq, reactions }) => {
        const own = reactions.filter((one) => one.person === person).map(({ emoji }) => emoji)
        return own.length > 0 ? [[seq, own] as const] : []
      }),
    )
    const seqs = messages.map(({ seq }) => seq)
    for (const [person, own] of byPerson.entries()) {
      const found = await store.ownReactions(this.#id(`person ${person}`), id, seqs)
      t.same(found, new Map(own), `own reactions of ${person}`)
    }
    for (const { seq, reactions } of messages.filter((one) => one.reactions.length > 0)) {
      const query = { conversationId: id, seq, emoji: null, after: null, limit: 20 }
      const rows = reactions.map(({ person, ...one }) => ({ ...one, userId: this.#id(`person ${person}`) }))
      t.same(await store.reactors(query), rows, 'who has reacted')
    }
  }

  async #compareUnread(t: Test, store: MessageStore, conversation: number, readSeq: number): Promise<void> {
    const id = this.#id(`conversation ${conversation}`)
    const messages = this.#conversations[conversation] ?? []
    for (const [person, blocked] of readers) {
      const own = messages.findLast(({ sender }) => sender === person)?.seq ?? 0
      const from = Math.max(own, readSeq)
      const unfolded = messages.filter(({ sender }) => !blocked.includes(sender))
      const overview = await store.overview(
        this.#id(`person ${person}`),
        [{ conversationId: id, readSeq }],
        blocked.map((sender) => this.#id(`person ${sender}`)),
      )
      const unread = unfolded.filter(({ seq, deleted }) => seq > from && !deleted).length
      t.equal(overview.get(id)?.unread, unread, `unread for ${person}, who has blocked ${blocked.join()}`)
      t.equal(overview.get(id)?.lastMessage?.seq, unfolded.at(-1)?.seq, 'the last message that is not folded')
    }
  }

  async #append(store: MessageStore, drafts: readonly Draft[]) {
    const expected = drafts.map((draft) => this.#expectAppend(draft))
    const outcomes = await store.append(
      drafts.map(({ where, key, text, parts }) => ({
        conversationId: this.#id(`conversation ${where.conversation}`),
        senderId: this.#id(`person ${where.person}`),
        clientId: this.#id(`key ${key}`),
        text: `text ${text}`,
        ...(parts && { parts }),
        system: null,
        createdAt: at,
      })),
    )
    const kinds = outcomes.map((outcome) => outcome?.kind)
    if (kinds.join() !== expected.join()) throw new Error(`expected ${expected.join()}, got ${kinds.join()}`)
  }

  #expectAppend({ where: { conversation, person }, key, text: number, parts }: Draft): string {
    const messages = this.#conversations[conversation] ?? []
    const text = `text ${number}`
    const original = `${text} ${JSON.stringify(parts)}`
    const first = messages.find((message) => message.sender === person && message.key === key)
    if (first) return first.original === original ? 'repeated' : 'conflict'
    const rev = this.#headRev(conversation) + 1
    messages.push({
      seq: messages.length + 1,
      sender: person,
      key,
      original,
      rev,
      text,
      deleted: false,
      parts: parts ?? {},
      emoji: [],
      reactions: [],
      pinnedRev: null,
    })
    return 'stored'
  }

  async #change(store: MessageStore, { where, seq, text }: Extract<Operation, { kind: 'change' }>) {
    const change = {
      conversationId: this.#id(`conversation ${where.conversation}`),
      senderId: this.#id(`person ${where.person}`),
      seq,
      text: text === null ? null : `text ${text}`,
      at,
    }
    const expected = this.#expectChange(where, seq, change.text)
    const kind = (await store.change([change]))[0]?.kind
    if (kind !== expected) throw new Error(`expected ${expected}, got ${kind}`)
  }

  #expectChange({ conversation, person }: Where, seq: number, text: string | null): string {
    const message = this.#conversations[conversation]?.[seq - 1]
    if (!message) return 'not-found'
    if (message.sender !== person) return 'not-author'
    if (message.deleted) return text === null ? 'unchanged' : 'deleted'
    if (message.text === text) return 'unchanged'
    message.rev = this.#headRev(conversation) + 1
    message.text = text ?? ''
    message.deleted = text === null
    if (text === null) Object.assign(message, { parts: {}, emoji: [], reactions: [], pinnedRev: null })
    return 'changed'
  }

  async #mark(store: MessageStore, mark: Mark): Promise<void> {
    const { where, seq, isOn } = mark
    const change = {
      conversationId: this.#id(`conversation ${where.conversation}`),
      senderId: this.#id(`person ${where.person}`),
      seq,
      at,
      ...(mark.kind === 'pin' ? { pin: { isOn } } : { reaction: { emoji: mark.emoji, isOn } }),
    }
    const expected = this.#expectMark(mark)
    const kind = (await store.change([change]))[0]?.kind
    if (kind !== expected) throw new Error(`expected ${expected}, got ${kind}`)
  }

  #expectMark(mark: Mark): string {
    const { where, seq, isOn } = mark
    const message = this.#conversations[where.conversation]?.[seq - 1]
    if (!message) return 'not-found'
    if (message.deleted) return mark.kind === 'pin' && !isOn ? 'unchanged' : 'deleted'
    const isSame = (one: Reaction) =>
      mark.kind === 'react' && one.person === where.person && one.emoji === mark.emoji
    const isThere = mark.kind === 'pin' ? message.pinnedRev !== null : message.reactions.some(isSame)
    if (isThere === isOn) return 'unchanged'
    const rev = this.#headRev(where.conversation) + 1
    message.rev = rev
    if (mark.kind === 'pin') message.pinnedRev = isOn ? rev : null
    else if (isOn) message.reactions.push({ person: where.person, emoji: mark.emoji, rev })
    else message.reactions = message.reactions.filter((one) => !isSame(one))
    const there = message.reactions.map(({ emoji }) => emoji)
    message.emoji = [...new Set([...message.emoji, ...there])].filter((emoji) => there.includes(emoji))
    return 'changed'
  }

  #headRev(conversation: number): number {
    return Math.max(0, ...(this.#conversations[conversation] ?? []).map(({ rev }) => rev))
  }

  /** The same name gives the same id in one model, and another one in the next. `never` fits every kind of id. */
  #id(name: string): never {
    const hex = createHash('sha256').update(`${process.pid} ${this.#salt} ${name}`).digest('hex')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5') as never
  }
}

const noParts = { replyTo: null, attachments: null }
const plain = ({ seq, rev, text, deleted, parts, emoji, reactions, pinnedRev }: ModelMessage) => {
  const counts = emoji.map((one) => ({ emoji: one, count: reactions.filter((r) => r.emoji === one).length }))
  return { seq, rev, text, deleted, ...noParts, ...parts, reactions: counts, pinnedRev }
}
const visible = ({ seq, rev, text, deletedAt, reactions = [], pinned, ...rest }: Message) => {
  const { replyTo, attachments } = { ...noParts, ...rest }
  const marks = { reactions, pinnedRev: pinned?.rev ?? null }
  return { seq, rev, text, deleted: deletedAt !== null, replyTo, attachments, ...marks }
}
