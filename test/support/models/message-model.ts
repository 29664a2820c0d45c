import { createHash } from 'node:crypto'

import type { Test } from 'tap'

import type { MessageStore } from '../../../api/src/stores/message-store.ts'

interface Where {
  readonly conversation: number
  readonly person: number
}

export type Operation =
  | { readonly kind: 'append'; readonly drafts: readonly { where: Where; key: number; text: number }[] }
  | { readonly kind: 'change'; readonly where: Where; readonly seq: number; readonly text: number | null }

interface ModelMessage {
  readonly seq: number
  readonly sender: number
  readonly key: number
  readonly original: string
  rev: number
  text: string
  deleted: boolean
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
    else await this.#change(store, operation)
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
      await this.#compareUnread(t, store, conversation, after)
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

  async #append(store: MessageStore, drafts: readonly { where: Where; key: number; text: number }[]) {
    const expected = drafts.map(({ where, key, text }) => this.#expectAppend(where, key, `text ${text}`))
    const outcomes = await store.append(
      drafts.map(({ where, key, text }) => ({
        conversationId: this.#id(`conversation ${where.conversation}`),
        senderId: this.#id(`person ${where.person}`),
        clientId: this.#id(`key ${key}`),
        text: `text ${text}`,
        system: null,
        createdAt: at,
      })),
    )
    const kinds = outcomes.map((outcome) => outcome?.kind)
    if (kinds.join() !== expected.join()) throw new Error(`expected ${expected.join()}, got ${kinds.join()}`)
  }

  #expectAppend({ conversation, person }: Where, key: number, text: string): string {
    const messages = this.#conversations[conversation] ?? []
    const first = messages.find((message) => message.sender === person && message.key === key)
    if (first) return first.original === text ? 'repeated' : 'conflict'
    const rev = this.#headRev(conversation) + 1
    messages.push({
      seq: messages.length + 1,
      sender: person,
      key,
      original: text,
      rev,
      text,
      deleted: false,
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

const plain = ({ seq, rev, text, deleted }: ModelMessage) => ({ seq, rev, text, deleted })
const visible = (message: { seq: number; rev: number; text: string; deletedAt: string | null }) => ({
  seq: message.seq,
  rev: message.rev,
  text: message.text,
  deleted: message.deletedAt !== null,
})
