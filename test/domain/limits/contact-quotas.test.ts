import { randomUUID } from 'node:crypto'

import type { UserId } from '@parley/shared'
import t from 'tap'

import { usualAccountLimits } from '../../../api/src/config/account-limits.ts'
import { ContactQuotas } from '../../../api/src/domain/conversations/contact-quotas.ts'
import type { Viewer } from '../../../api/src/domain/viewer.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { TestClock } from '../../support/app/clock.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const chat = await openChat(t, usualAccountLimits)
const { groups, memberships, blocks, clock } = chat.parts

const named = (count: number): Promise<Viewer[]> =>
  chat.people(...Array.from({ length: count }, (_, at) => `other${at}`))

t.test('Strangers are written to 20 times an hour, and what there is can be opened for ever', async (t) => {
  const [ada, friend] = await chat.people('ada', 'friend')
  const strangers = await named(22)
  const [first, , , ...rest] = strangers
  const last = rest.pop()
  if (!first || !last) throw new Error('there are too few')
  await chat.group(friend, [ada])
  for (const other of strangers.slice(0, 20)) {
    await chat.direct(ada, other)
    clock.advance(minute)
  }
  const refusal = { code: 'too_many_directs', retryAfterSeconds: 40 * 60 }
  await t.rejects(chat.direct(ada, last), refusal)
  await t.rejects(chat.direct(ada, last), refusal)
  t.ok(await chat.direct(ada, first), 'what there is')
  t.ok(await chat.direct(ada, friend), 'who is in a group with them')
  t.ok(await chat.direct(ada, ada), 'oneself')
  t.ok(await chat.direct(last, ada), 'the other way round')
  t.ok(await chat.direct(ada, last), 'which is there then')
  const [other] = await chat.people('other')
  clock.advance(40 * minute - 1)
  await t.rejects(chat.direct(ada, other), { code: 'too_many_directs', retryAfterSeconds: 1 })
  clock.advance(1)
  t.ok(await chat.direct(ada, other))
})

t.test('Who is at a closed door is told so, however many one has opened', async (t) => {
  const [ada, blocker, other] = await chat.people('ada', 'blocker', 'other')
  await blocks.block(blocker, ada.userId)
  for (let count = 0; count < 30; count++)
    await t.rejects(chat.direct(ada, blocker), { code: 'not_available' })
  t.ok(await chat.direct(ada, other), 'what was refused does not count')
})

t.test('Groups are created 10 times a day, and what is refused leaves nothing', async (t) => {
  const [ada, ben] = await chat.people('ada', 'ben')
  for (let count = 0; count < 10; count++) await chat.group(ada, count % 2 ? [ben] : [])
  chat.parts.bus.take()
  clock.advance(hour)
  const refusal = { code: 'too_many_groups', retryAfterSeconds: 23 * 60 * 60 }
  await t.rejects(chat.group(ada, [], { name: 'Stillborn' }), refusal)
  await t.rejects(chat.group(ada, [ben], { name: 'Stillborn' }), refusal)
  t.same((await groups.find(ada, { text: 'stillborn', after: null, limit: 10 })).items, [])
  t.same(chat.parts.bus.take(), [])
  t.ok(await chat.group(ben, [ada]), 'another one')
  clock.advance(23 * hour)
  t.ok(await chat.group(ada))
})

t.test('BL11: 100 people are added a day, by whatever requests, and the refused count', async (t) => {
  const [ada, cleo] = await chat.people('ada', 'cleo')
  const others = await named(10)
  const [blocker] = others
  if (!blocker) throw new Error('there is nobody')
  await blocks.block(blocker, ada.userId)
  const own = await chat.group(ada, others)
  const userIds = others.map(({ userId }) => userId)
  for (let count = 1; count < 10; count++) {
    const { refused } = await memberships.add(ada, own, userIds)
    t.same(refused, [{ userId: blocker.userId, code: 'not_available' }])
  }
  const refusal = { code: 'too_many_added', retryAfterSeconds: 24 * 60 * 60 }
  await t.rejects(memberships.add(ada, own, [cleo.userId]), refusal)
  await t.rejects(memberships.add(ada, own, [blocker.userId]), refusal, 'whoever it is')
  await t.rejects(chat.group(ada, [cleo], { name: 'Stillborn' }), refusal)
  t.same((await groups.find(ada, { text: 'stillborn', after: null, limit: 10 })).items, [])
  t.equal(Object.keys(await chat.roles(ada, own)).length, 10, 'she and nine others')
  t.ok(await chat.group(ada), 'alone')
  t.ok(await chat.group(cleo, others), 'another one')
  clock.advance(day)
  t.match(await memberships.add(ada, own, [cleo.userId]), { added: [cleo.userId] })
})

t.test('People are counted, not requests: too many at once are none', async (t) => {
  const [ada, ...others] = await chat.people('ada', ...Array.from({ length: 60 }, (_, at) => `other${at}`))
  const userIds = others.map(({ userId }) => userId)
  const own = await chat.group(ada)
  t.equal((await memberships.add(ada, own, userIds)).added.length, 60)
  await t.rejects(memberships.add(ada, own, userIds), { code: 'too_many_added' })
  t.ok(await memberships.add(ada, own, userIds.slice(0, 40)), 'there is room for 40')
  await t.rejects(memberships.add(ada, own, userIds.slice(0, 1)), { code: 'too_many_added' })
})

t.test('Open groups are joined 30 times an hour', async (t) => {
  const [ada] = await chat.people('ada')
  const owners = await chat.people('one', 'two', 'three', 'four')
  const open = await Promise.all(
    owners.flatMap((owner) => Array(8).fill(owner)).map((owner) => chat.group(owner)),
  )
  const [first, ...rest] = open
  if (!first) throw new Error('there is none')
  for (const id of rest.slice(0, 30)) await memberships.join(ada, id)
  await t.rejects(memberships.join(ada, first), { code: 'too_many_joins', retryAfterSeconds: 60 * 60 })
  for (const id of rest.slice(0, 30)) await memberships.join(ada, id)
  t.pass('who is in stays in')
  clock.advance(hour)
  await memberships.join(ada, first)
})

t.test(
  'Two instances that count at once let through no more than one does, and a restart keeps it',
  async (t) => {
    const [{ throttles }, clock] = [await openTestStores(t), new TestClock()]
    const ada = randomUUID() as UserId
    const open = () => new ContactQuotas(throttles, clock, usualAccountLimits)
    const instances = [open(), open()]
    const outcomes = await Promise.allSettled(
      instances.flatMap((quotas) => Array.from({ length: 20 }, () => quotas.take(ada, 'directs'))),
    )
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    t.equal(outcomes.length - refusals.length, 20)
    for (const refusal of refusals) t.match(refusal, { code: 'too_many_directs', retryAfterSeconds: 3_600 })
    await t.rejects(open().take(ada, 'directs'), { code: 'too_many_directs' })
    t.equal(await open().take(ada, 'joins'), undefined, 'each has its own')
  },
)
