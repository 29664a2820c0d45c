import type { Audience, ClientId, ConversationId, UserId } from '@parley/shared'
import fc from 'fast-check'
import t from 'tap'

import { LocalPresence } from '../../../api/src/domain/presence/local-presence.ts'
import { PresenceService } from '../../../api/src/domain/presence/presence-service.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { silentLog } from '../../support/app/log.ts'
import { counting } from '../../support/counting.ts'

const chat = await openChat(t)
const { stores, guard, bus, clock } = chat.parts
const registry = new LocalPresence()
const parts = { stores, guard, registry, bus, clock, log: silentLog }
const presence = new PresenceService(parts)

const audiences: readonly Audience[] = ['everyone', 'contacts', 'nobody']
/** What two of four people have done, each to the other. */
const pair = fc.record({
  from: fc.nat(3),
  to: fc.nat(3),
  did: fc.constantFrom('write', 'write', 'write in a group', 'write openly', 'block', 'meet'),
})
const world = fc.record({
  shows: fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(...audiences, 'everyone', 'contacts'))),
  pairs: fc.array(pair, { maxLength: 12 }),
})
type Pair = typeof pair extends fc.Arbitrary<infer Value> ? Value : never

/** Everything by the plain rule. */
class Model {
  readonly shares = new Set<string>()
  readonly written = new Set<string>()
  readonly blocked = new Set<string>()
  readonly shows: readonly Audience[]

  constructor(shows: readonly Audience[]) {
    this.shows = shows
  }

  sees(viewer: number, other: number): boolean {
    const isApart = this.blocked.has(`${viewer} ${other}`) || this.blocked.has(`${other} ${viewer}`)
    return !isApart && this.#shows(other, viewer) && this.#shows(viewer, other)
  }

  #shows(owner: number, viewer: number): boolean {
    const audience = this.shows[owner]
    return audience === 'everyone' || (audience === 'contacts' && this.written.has(`${owner} ${viewer}`))
  }
}

async function carryOut(model: Model, people: readonly Viewer[], { from, to, did }: Pair): Promise<void> {
  const [one, other] = [people[from], people[to]]
  if (!one || !other || from === to) return
  const [there, back] = [`${from} ${to}`, `${to} ${from}`]
  if (did === 'block') {
    await stores.blocks.block(one.userId, other.userId, clock.now())
    return void model.blocked.add(there)
  }
  const visibility = did === 'write openly' ? 'open' : 'closed'
  const isGroup = did === 'write openly' || did === 'write in a group'
  const id = isGroup ? await group(one, other, visibility) : await direct(one, other)
  model.shares.add(there).add(back)
  if (did !== 'meet') await write(one.userId, id)
  if (did === 'write' || did === 'write in a group') model.written.add(there)
}

async function group(owner: Viewer, other: Viewer, visibility: 'open' | 'closed') {
  const id = await chat.group(owner, [], { visibility })
  await stores.memberships.add(id, [other.userId], 0, clock.now())
  return id
}

async function direct(one: Viewer, other: Viewer) {
  const id = crypto.randomUUID() as ConversationId
  return (await stores.conversations.openDirect(one.userId, other.userId, id, clock.now())).record.id
}

async function write(senderId: UserId, conversationId: ConversationId): Promise<void> {
  const clientId = crypto.randomUUID() as ClientId
  const draft = { conversationId, senderId, clientId, text: 'hello', system: null, createdAt: clock.now() }
  await stores.messages.append([draft])
}

t.test('who is there is seen by whom the plain rule names, and by nobody else', async (t) => {
  await fc.assert(
    fc.asyncProperty(world, async ({ shows, pairs }) => {
      const people = await chat.people('ada', 'ben', 'cleo', 'dan')
      const model = new Model(shows)
      const seenAt = clock.now()
      for (const [at, { userId }] of people.entries()) {
        const audience = shows[at] ?? 'everyone'
        await stores.users.update(userId, { privacy: { presence: audience } })
        await stores.users.setLastSeen(userId, seenAt)
        if (at % 2 === 0) await registry.enter(userId)
      }
      // Whoever is blocked has met the other before, or not at all.
      const isBlock = ({ did }: Pair): number => (did === 'block' ? 1 : 0)
      for (const one of pairs.toSorted((a, b) => isBlock(a) - isBlock(b))) await carryOut(model, people, one)
      const ids = people.map(({ userId }) => userId)
      for (const [at, viewer] of people.entries()) {
        const others = ids.filter((id) => id !== viewer.userId)
        const shared = others.filter((id) => model.shares.has(`${at} ${ids.indexOf(id)}`))
        const seen = shared.filter((id) => model.sees(at, ids.indexOf(id)))
        const found = await presence.of(viewer, others)
        t.same(found.shown, new Set(seen))
        const expected = shared.map((userId) => {
          const [isSeen, online] = [seen.includes(userId), ids.indexOf(userId) % 2 === 0]
          const lastSeenAt = isSeen && !online ? seenAt.toISOString() : null
          return [userId, { userId, online: isSeen && online, lastSeenAt }] as const
        })
        t.same(new Map(found.people.map((one) => [one.userId, one])), new Map(expected))
        t.same(await presence.contacts(viewer.userId, others), new Set(seen), 'by either way to ask')
      }
    }),
    { numRuns: 30 },
  )
})

t.test('whoever watches 200 people asks no store about each, but for what contacts are', async (t) => {
  const names = Array.from({ length: 200 }, (_, at) => `p${at}`)
  const [viewer, ...others] = await chat.people('viewer', ...names)
  const ids = others.map(({ userId }) => userId)
  const id = await chat.group(viewer)
  await stores.memberships.add(id, ids, 0, clock.now())
  const calls: string[] = []
  const counted = {
    users: counting(stores.users, calls),
    memberships: counting(stores.memberships, calls),
    messages: counting(stores.messages, calls),
  }
  const watched = new PresenceService({ ...parts, stores: counted })
  t.equal((await watched.of(viewer, ids)).shown.size, 200)
  t.same(calls.sort(), ['byId', 'byIds', 'contactsAmong'])
  calls.length = 0
  t.equal((await watched.contacts(viewer.userId, ids)).size, 200)
  t.same(calls.sort(), ['byId', 'byIds', 'contactsAmong'])
  await stores.users.update(viewer.userId, { privacy: { presence: 'nobody' } })
  await stores.users.update(ids[0] ?? viewer.userId, { privacy: { presence: 'contacts' } })
  calls.length = 0
  t.equal((await watched.of(viewer, ids)).shown.size, 0)
  t.same(calls.sort(), ['byId', 'byIds', 'contactsAmong'])
  await stores.users.update(viewer.userId, { privacy: { presence: 'everyone' } })
  calls.length = 0
  t.equal((await watched.of(viewer, ids)).shown.size, 199)
  t.same(calls.sort(), ['byId', 'byIds', 'contactsAmong', 'sharedInPrivate'])
})
