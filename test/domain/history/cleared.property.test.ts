import type { ConversationId } from '@parley/shared'
import fc from 'fast-check'
import t, { type Test } from 'tap'

import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { readsFrom } from '../../support/models/reads-from.ts'

const chat = await openChat(t)
const { messages, reads, history, conversations, bus } = chat.parts

const verbs = ['say', 'say', 'say', 'edit', 'remove', 'read', 'clear', 'hide', 'show'] as const
const step = fc.record({ verb: fc.constantFrom(...verbs), who: fc.nat(1), pick: fc.nat(30) })
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

interface Said {
  readonly by: Viewer
  deleted: boolean
}

/** What one of the two has of it, by the plain rule. */
class Side {
  readonly viewer: Viewer
  start = 1
  hiddenAt: number | null = null
  /** As the other one sees it. */
  read = 0

  constructor(viewer: Viewer) {
    this.viewer = viewer
  }
}

/** A direct conversation, or notes where there is one side. */
class Run {
  readonly #id: ConversationId
  readonly #sides: readonly Side[]
  readonly #said: Said[] = []

  constructor(id: ConversationId, people: readonly Viewer[]) {
    this.#id = id
    this.#sides = people.map((viewer) => new Side(viewer))
  }

  async take(t: Test, { verb, who, pick }: Step): Promise<void> {
    const side = this.#sides[who % this.#sides.length]
    if (!side) throw new Error('There is a side.')
    const { viewer } = side
    const head = this.#said.length
    bus.take()
    switch (verb) {
      case 'say':
        await chat.say(viewer, this.#id, `word number ${head + 1}`)
        return void this.#said.push({ by: viewer, deleted: false })
      case 'edit':
        return this.#edit(t, side, pick)
      case 'remove':
        return this.#remove(t, side, pick)
      case 'read':
        await reads.read(viewer, this.#id, pick + 1)
        if (pick + 1 >= side.start) side.read = Math.max(side.read, Math.min(pick + 1, head))
        return
      case 'clear':
        await history.clear(viewer, this.#id)
        ;[side.start, side.hiddenAt] = [head + 1, head]
        return this.#toldNobodyElse(t, side)
      case 'hide':
      case 'show':
        await history.setHidden(viewer, this.#id, verb === 'hide')
        side.hiddenAt = verb === 'hide' ? head : null
        return this.#toldNobodyElse(t, side)
    }
  }

  #toldNobodyElse(t: Test, { viewer }: Side): void {
    t.same(new Set(bus.take().map(({ topic }) => topic)), new Set([`user:${viewer.userId}`]))
  }

  async #edit(t: Test, side: Side, seq: number): Promise<void> {
    const said = this.#said[seq - 1]
    const edit = messages.edit(side.viewer, this.#id, seq, `word again ${seq}`)
    if (!said || seq < side.start) await t.rejects(edit, { code: 'message_not_found' })
    else if (said.by !== side.viewer) await t.rejects(edit, { code: 'not_author' })
    else if (said.deleted) await t.rejects(edit, { code: 'message_deleted' })
    else t.match(await edit, { seq })
  }

  /** What one wrote oneself one may take away, also where it is gone for oneself. */
  async #remove(t: Test, side: Side, seq: number): Promise<void> {
    const said = this.#said[seq - 1]
    const remove = messages.remove(side.viewer, this.#id, seq)
    if (said?.by === side.viewer) {
      said.deleted = true
      t.match(await remove, { seq, text: '' })
    } else if (!said || seq < side.start) await t.rejects(remove, { code: 'message_not_found' })
    else await t.rejects(remove, { code: 'not_author' })
  }

  async check(t: Test): Promise<void> {
    for (const side of this.#sides) {
      const summary = await readsFrom(t, chat, side.viewer, this.#id, side.start)
      const { conversation, lastMessage, membership } = summary
      t.equal(summary.unread, this.#unread(side))
      t.equal(membership.hidden, side.hiddenAt !== null && this.#said.length <= side.hiddenAt)
      t.equal(summary.lastActivityAt, lastMessage?.createdAt ?? conversation.createdAt)
      t.equal(summary.peerReadSeq, this.#sides.find((other) => other !== side)?.read ?? null)
      t.same((await conversations.list(side.viewer)).items, [summary])
    }
  }

  #unread({ viewer, start, read }: Side): number {
    const answered = this.#said.findLastIndex(({ by }) => by === viewer) + 1
    const from = Math.max(start - 1, read, answered)
    return this.#said.slice(from).filter(({ by, deleted }) => by !== viewer && !deleted).length
  }
}

for (const kind of ['a direct conversation', 'notes']) {
  t.test(
    `however ${kind} is cleared and hidden, each has what is theirs, and the other all the same`,
    async (t) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
          const [ada, ben] = await chat.people('ada', 'ben')
          const people = kind === 'notes' ? [ada] : [ada, ben]
          const run = new Run(await chat.direct(ada, kind === 'notes' ? ada : ben), people)
          for (const one of steps) await run.take(t, one)
          await run.check(t)
        }),
        { numRuns: kind === 'notes' ? 10 : 30 },
      )
    },
  )
}
