import { randomUUID } from 'node:crypto'

import type { ClientId, NewGroup } from '@parley/shared'
import t, { type Test } from 'tap'

import { LimitReached, Unavailable } from '../../api/src/stores/errors.ts'
import { openChat } from '../support/app/chat-services.ts'

const chat = await openChat(t)
const { conversations, groups, stores } = chat.parts

/** A group of four: one who is added, one who is invited, one who is refused. */
async function wantedBy(t: Test) {
  const [ada, ben, cleo, dora] = await chat.people('ada', 'ben', 'cleo', 'dora')
  await stores.users.update(cleo.userId, { privacy: { adders: 'nobody' } })
  await chat.parts.blocks.block(ada, dora.userId)
  const memberIds = [ben.userId, cleo.userId, dora.userId]
  const clientId = randomUUID() as ClientId
  t.equal((await conversations.list(ada)).items.length, 0)
  return {
    ada,
    ben,
    wanted: { clientId, name: 'Engine', topic: 'Cards', visibility: 'closed', memberIds } as const,
  }
}

/** The next call of a method of a store goes as it is told. */
function onceIn<Store extends object>(store: Store, name: keyof Store, answer: () => Promise<unknown>): void {
  const own = Object.getOwnPropertyDescriptor(store, name)
  const instead = (): Promise<unknown> => {
    if (own) Object.defineProperty(store, name, own)
    else Reflect.deleteProperty(store, name)
    return answer()
  }
  Object.defineProperty(store, name, { configurable: true, value: instead })
}

t.test(
  'A group that is asked for again under its clientId is created once, and answered alike',
  async (t) => {
    const { ada, ben, wanted } = await wantedBy(t)
    const first = await groups.create(ada, wanted)
    t.same(first.invited.length, 1)
    t.match(first.refused, [{ code: 'blocked_by_you' }])
    t.same(await groups.create(ada, wanted), first)
    const reordered = { ...wanted, name: ' Engine ', memberIds: wanted.memberIds.toReversed() }
    t.same(await groups.create(ada, reordered), first, 'what is stored is compared')
    t.equal((await conversations.list(ada)).items.length, 1)
    t.same(await chat.told(first.id), ['group-created', 'members-added'], 'and it is told once')
    const { id } = await groups.create(ben, wanted)
    t.not(id, first.id, 'another person may have chosen the same clientId')
  },
)

t.test('Many at the same moment make one group', async (t) => {
  const { ada, wanted } = await wantedBy(t)
  const made = await Promise.all(Array.from({ length: 12 }, () => groups.create(ada, wanted)))
  for (const one of made) t.same(one, made[0])
  t.equal((await conversations.list(ada)).items.length, 1)
})

t.test('One that another instance has made a moment ago is answered too', async (t) => {
  const { ada, wanted } = await wantedBy(t)
  const first = await groups.create(ada, wanted)
  onceIn(stores.conversations, 'creation', () => Promise.resolve(null))
  t.same(await groups.create(ada, wanted), first)
})

t.test('A clientId is not for another group', async (t) => {
  const { ada, wanted } = await wantedBy(t)
  const { id } = await groups.create(ada, wanted)
  const others: Partial<NewGroup>[] = [
    { name: 'Loom' },
    { topic: '' },
    { visibility: 'open' },
    { memberIds: [] },
  ]
  for (const other of others) {
    await t.rejects(groups.create(ada, { ...wanted, ...other }), { code: 'client_id_reused' })
  }
  await groups.close(ada, id)
  await t.rejects(groups.create(ada, { ...wanted, name: 'Loom' }), { code: 'client_id_reused' }, 'for ever')
  t.equal((await groups.create(ada, wanted)).id, id, 'nor does the one that was closed come back')
  t.equal((await conversations.list(ada)).items.length, 0)
})

t.test('One that broke off halfway is made whole by the next attempt', async (t) => {
  const { ada, wanted } = await wantedBy(t)
  onceIn(stores.memberships, 'add', () => Promise.reject(new Unavailable('away')))
  onceIn(stores.conversations, 'closeGroup', () => Promise.reject(new Unavailable('away')))
  await t.rejects(groups.create(ada, wanted), Unavailable)
  const made = await groups.create(ada, wanted)
  t.same(await chat.roles(ada, made.id), { ada: 'owner', ben: 'member' })
  t.equal(made.invited.length, 1)
  t.same(await chat.told(made.id), ['group-created', 'members-added'])
  t.same(await groups.create(ada, wanted), made)
  t.equal((await conversations.list(ada)).items.length, 1)
})

t.test('One that was refused leaves its clientId free', async (t) => {
  const { ada, wanted } = await wantedBy(t)
  onceIn(stores.memberships, 'add', () => Promise.reject(new LimitReached('conversations-of-user')))
  await t.rejects(groups.create(ada, wanted), { code: 'too_many_conversations' })
  t.equal((await conversations.list(ada)).items.length, 0)
  await groups.create(ada, wanted)
  t.equal((await conversations.list(ada)).items.length, 1)
})

t.test('Without a clientId each request makes a group, as before', async (t) => {
  const { ada, wanted } = await wantedBy(t)
  const { clientId: _, ...nameless } = wanted
  await groups.create(ada, nameless)
  await groups.create(ada, nameless)
  t.equal((await conversations.list(ada)).items.length, 2)
})
