import { limits, type ConversationId, type Message } from '@parley/shared'
import fc from 'fast-check'
import t, { type Test } from 'tap'

import type { Viewer } from '../../api/src/domain/viewer.ts'
import { openChat } from '../support/app/chat-services.ts'

const chat = await openChat(t)
const { groups, memberships, messages, search, conversations } = chat.parts

const verbs = [
  'say',
  'say',
  'edit',
  'edit',
  'remove',
  'open',
  'close',
  'join',
  'join',
  'add',
  'leave',
  'leave',
  'hand over',
] as const
const step = fc.record({ verb: fc.constantFrom(...verbs), who: fc.nat(3), pick: fc.nat(30) })
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** A group and four people who come and go, with the first seq that is there for each who is in it. */
class Run {
  readonly #id: ConversationId
  readonly #people: readonly Viewer[]
  #owner: Viewer
  readonly starts = new Map<Viewer, number>()
  #openFrom: number | null = null
  #said = 0

  constructor(id: ConversationId, owner: Viewer, others: readonly Viewer[]) {
    this.#id = id
    this.#owner = owner
    this.#people = [owner, ...others]
    this.starts.set(owner, 1)
  }

  async take({ verb, who, pick }: Step): Promise<void> {
    const other = this.#people[who] ?? this.#owner
    const isIn = this.starts.has(other)
    switch (verb) {
      case 'say':
        return void (await chat.say(isIn ? other : this.#owner, this.#id, `word number ${++this.#said}`))
      case 'edit':
        return this.#try(isIn ? other : this.#owner, pick, `word again ${++this.#said}`)
      case 'remove':
        return this.#try(isIn ? other : this.#owner, pick, null)
      case 'open':
      case 'close':
        return this.#set(verb === 'open')
      case 'join':
        if (isIn || this.#openFrom === null) return
        await memberships.join(other, this.#id)
        return void this.starts.set(other, this.#openFrom)
      case 'add':
        if (isIn) return
        await memberships.add(this.#owner, this.#id, [other.userId])
        return void this.starts.set(other, this.starts.get(this.#owner) ?? 0)
      case 'leave':
        if (!isIn || other === this.#owner) return
        await memberships.leave(other, this.#id)
        return void this.starts.delete(other)
      case 'hand over':
        if (!isIn) return
        await memberships.handOver(this.#owner, this.#id, other.userId)
        this.#owner = other
    }
  }

  /** The line that tells of an opening is the first that newcomers read. */
  async #set(isOpen: boolean): Promise<void> {
    await groups.update(this.#owner, this.#id, { visibility: isOpen ? 'open' : 'closed' })
    if (!isOpen) this.#openFrom = null
    else this.#openFrom ??= (await chat.latest(this.#id)).at(-1)?.seq ?? 0
  }

  async #try(viewer: Viewer, seq: number, text: string | null): Promise<void> {
    const change =
      text === null ? messages.remove(viewer, this.#id, seq) : messages.edit(viewer, this.#id, seq, text)
    await change.catch(() => undefined) // it may be another's, or not be there
  }

  async check(t: Test): Promise<void> {
    const all = await chat.latest(this.#id)
    for (const [viewer, start] of this.starts) {
      const there = all.filter(({ seq }) => seq >= start)
      t.same(await this.#pages(viewer, there.length + 1), there, 'pages')
      t.same(await this.#changes(viewer), there.toSorted(byRev), 'changes')
      t.same(await this.#found(viewer), there.filter(isText).reverse(), 'search')
      const summary = await conversations.summary(viewer.userId, this.#id)
      t.same(summary.lastMessage, there.at(-1) ?? null)
      t.equal(summary.membership.readsFromSeq, start)
      t.ok(summary.unread <= there.length)
    }
  }

  /** Upward from the end, and around what is not there. */
  async #pages(viewer: Viewer, most: number): Promise<Message[]> {
    const read: Message[] = []
    for (let before = most + all; ;) {
      const page = await messages.page(viewer, this.#id, { kind: 'before', seq: before }, 3)
      if (page.items.length === 0) break
      read.unshift(...page.items)
      before = page.items[0]?.seq ?? 0
    }
    for (const kind of ['around', 'after'] as const) {
      const { items } = await messages.page(viewer, this.#id, { kind, seq: 1 }, 2)
      if (items.some(({ seq }) => seq < (read[0]?.seq ?? Infinity))) throw new Error('below the first')
    }
    return read
  }

  async #changes(viewer: Viewer): Promise<Message[]> {
    const read: Message[] = []
    for (let rev = 0; ;) {
      const page = await messages.changes(viewer, this.#id, rev, 3)
      read.push(...page.items)
      if (page.rev >= page.headRev) return read
      if (page.rev <= rev) throw new Error('no progress')
      rev = page.rev
    }
  }

  async #found(viewer: Viewer): Promise<Message[]> {
    const query = { text: 'word', conversationId: null, limit: 2 }
    const read: Message[] = []
    for (let after: string | null = null; ;) {
      const { hits, next } = await search.search(viewer, { ...query, after })
      read.push(...hits)
      if (next === null) return read
      if (hits.length === 0) throw new Error('an empty page tells that there is something')
      after = next
    }
  }
}

/** Above every seq of a run. */
const all = limits.pageMax
const byRev = (a: Message, b: Message): number => a.rev - b.rev
const isText = ({ system, deletedAt }: Message): boolean => system === null && deletedAt === null

t.test('however a group is opened and closed, nobody reads below their first message anywhere', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const [owner, ...others] = await chat.people('ada', 'ben', 'cleo', 'dan')
      const run = new Run(await chat.group(owner, [], { visibility: 'closed' }), owner, others)
      for (const one of steps) await run.take(one)
      await run.check(t)
    }),
    { numRuns: 80 },
  )
})
