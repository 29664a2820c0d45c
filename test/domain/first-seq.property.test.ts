import type { ConversationId, GroupHistory } from '@parley/shared'
import fc from 'fast-check'
import t, { type Test } from 'tap'

import type { Viewer } from '../../api/src/domain/viewer.ts'
import { openChat } from '../support/app/chat-services.ts'
import { readsFrom } from '../support/models/reads-from.ts'

const chat = await openChat(t)
const { groups, memberships, roles, messages } = chat.parts

const verbs = [
  'say',
  'say',
  'edit',
  'edit',
  'remove',
  'open',
  'close',
  'from joining',
  'all',
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
  #history: GroupHistory = 'all'
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
      case 'from joining':
      case 'all':
        this.#history = verb === 'all' ? 'all' : 'from-joining'
        return groups.update(this.#owner, this.#id, { history: this.#history })
      case 'join':
        if (isIn || this.#openFrom === null) return
        return this.#enters(other, this.#openFrom, () => memberships.join(other, this.#id))
      case 'add':
        if (isIn) return
        return this.#enters(other, this.starts.get(this.#owner) ?? 0, () =>
          memberships.add(this.#owner, this.#id, [other.userId]),
        )
      case 'leave':
        if (!isIn || other === this.#owner) return
        await memberships.leave(other, this.#id)
        return void this.starts.delete(other)
      case 'hand over':
        if (!isIn) return
        await roles.handOver(this.#owner, this.#id, other.userId)
        this.#owner = other
    }
  }

  /** The line that tells of an opening is the first that newcomers read. */
  async #set(isOpen: boolean): Promise<void> {
    await groups.update(this.#owner, this.#id, { visibility: isOpen ? 'open' : 'closed' })
    if (!isOpen) this.#openFrom = null
    else this.#openFrom ??= await this.#head()
  }

  /** Where newcomers read from joining on, the line that tells of it is the first. */
  async #enters(other: Viewer, otherwise: number, enter: () => Promise<unknown>): Promise<void> {
    const head = await this.#head()
    await enter()
    this.starts.set(other, this.#history === 'all' ? otherwise : head + 1)
  }

  async #head(): Promise<number> {
    return (await chat.latest(this.#id)).at(-1)?.seq ?? 0
  }

  async #try(viewer: Viewer, seq: number, text: string | null): Promise<void> {
    const change =
      text === null ? messages.remove(viewer, this.#id, seq) : messages.edit(viewer, this.#id, seq, text)
    await change.catch(() => undefined) // it may be another's, or not be there
  }

  async check(t: Test): Promise<void> {
    for (const [viewer, start] of this.starts) await readsFrom(t, chat, viewer, this.#id, start)
  }
}

t.test(
  'however a group is opened, closed and set, nobody reads below their first message anywhere',
  async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const [owner, ...others] = await chat.people('ada', 'ben', 'cleo', 'dan')
        const run = new Run(await chat.group(owner, [], { visibility: 'closed' }), owner, others)
        for (const one of steps) await run.take(one)
        await run.check(t)
      }),
      { numRuns: 80 },
    )
  },
)
