import { randomUUID } from 'node:crypto'

import { limits, type ClientId, type Message } from '@parley/shared'
import t, { type Test } from 'tap'

import { FileSweep } from '../../../api/src/domain/files/file-sweep.ts'
import { openChat } from '../../support/app/chat-services.ts'
import { silentLog } from '../../support/app/log.ts'

const [dayS] = limits.expireAfterSeconds
const day = dayS * 1_000

/** A direct conversation in which messages last a day. */
async function setUp(t: Test) {
  const chat = await openChat(t)
  const [ada, ben] = await chat.people('ada', 'ben')
  const id = await chat.direct(ada, ben)
  const { clock, messages, expiry, expirySweep } = chat.parts
  await expiry.set(ada, id, dayS)
  const page = () => messages.page(ben, id, { kind: 'latest' }, 50)
  const texts = async () => (await page()).items.flatMap(({ text }) => text || [])
  const sweep = async () => {
    await expirySweep.run()
    await new FileSweep(chat.parts.stores, silentLog).sweep(new Date(clock.now().getTime() + 60_000))
  }
  return { chat, ada, ben, id, clock, messages, expiry, page, texts, sweep }
}

t.test('It touches what is sent later alone, and the line that tells of it stays', async (t) => {
  const { chat, ada, ben, clock, expiry } = await setUp(t)
  const id = await chat.group(ada, [ben])
  await chat.say(ada, id, 'before')
  await expiry.set(ada, id, dayS)
  await chat.say(ada, id, 'short')
  await expiry.set(ada, id, limits.expireAfterSeconds[1])
  await chat.say(ada, id, 'long')
  await expiry.set(ada, id, null)
  await chat.say(ada, id, 'after')
  const texts = async () =>
    (await chat.parts.messages.page(ben, id, { kind: 'latest' }, 50)).items.flatMap(({ text }) => text || [])
  clock.advance(day)
  t.same(await texts(), ['before', 'long', 'after'])
  clock.advance(7 * day)
  await chat.parts.expirySweep.run()
  t.same(await texts(), ['before', 'after'])
  const told = await chat.told(id)
  t.equal(told.filter((kind) => kind === 'expiry-changed').length, 3)
})

t.test('At its moment it is nowhere any more, before anybody has taken it away', async (t) => {
  const { chat, ada, ben, id, clock, messages, page, texts } = await setUp(t)
  const { parts } = chat
  const { seq } = await chat.say(ada, id, 'secret @ben')
  const place = { conversationId: id, seq }
  await messages.edit(ada, id, seq, 'secret, @ben!')
  await parts.pins.pin(ada, place, true)
  await parts.saved.save(ben, place)
  await parts.reactions.react(ben, place, { emoji: '👍', isOn: true })
  const file = await chat.sendFile(ada, id, 'bytes')
  clock.advance(day - 2_000)
  t.same(await texts(), ['secret, @ben!'])
  t.ok(await parts.files.find(ben, file))
  clock.advance(2_000)
  const everything = async () => [
    await page(),
    await messages.changes(ben, id, 0, 50),
    await messages.bySeqs(ben, id, [seq]),
    await parts.pins.list(ben, id),
    await parts.saved.list(ben, { before: null, limit: 10 }),
    await parts.mentions.list(ben, { after: null, limit: 10 }),
    await parts.states.list(ben, place),
    await parts.conversations.list(ben),
    await parts.conversations.summary(ben.userId, id),
  ]
  t.notMatch(JSON.stringify(await everything()), /secret|👍|tea\.txt/)
  t.equal(await chat.unread(ben, id), 0)
  await t.rejects(parts.files.find(ben, file), { code: 'file_not_found' })
  await t.rejects(parts.reactions.react(ben, place, { emoji: '🎉', isOn: true }), { code: 'message_deleted' })
  await t.rejects(messages.edit(ada, id, seq, 'again'), { code: 'message_deleted' })
  const again = await messages.remove(ada, id, seq)
  t.match(again, { text: '', expired: true })
  const elsewhere = await chat.group(ben)
  const forward = { conversationId: elsewhere, clientId: randomUUID() as ClientId, text: '', forward: place }
  await t.rejects(messages.sending.send(ben, forward), { code: 'forward_not_found' })
})

t.test('It is taken away with its files, once, whoever writes or not, and all are told', async (t) => {
  const { chat, ada, id, clock, messages, ben, sweep, page } = await setUp(t)
  const { stores, bus } = chat.parts
  const file = await chat.sendFile(ada, id, 'bytes')
  await chat.say(ada, id, 'secret')
  clock.advance(day)
  const { rev } = await page()
  bus.take()
  await sweep()
  const told = bus.take().flatMap(({ event }) => (event.type === 'change' ? event.message : []))
  t.match(told, [{ expired: true }, { text: '', expired: true }])
  t.equal((await messages.changes(ben, id, rev, 50)).items.length, 2)
  t.equal(await stores.files.byId(file), null)
  await sweep()
  t.same(bus.take(), [])
})

t.test('What is forwarded ends with its source, or before; an edit prolongs nothing', async (t) => {
  const { chat, ada, ben, id, clock, expiry, messages } = await setUp(t)
  const { seq, createdAt } = await chat.say(ada, id, 'secret')
  const expiresAt = new Date(Date.parse(createdAt) + day).toISOString()
  clock.advance(1_000)
  t.equal((await messages.edit(ada, id, seq, 'secrets')).expiresAt, expiresAt)
  const forwarded = async (
    after: (typeof limits.expireAfterSeconds)[number] | null,
  ): Promise<Message | undefined> => {
    const target = await chat.group(ben)
    await expiry.set(ben, target, after)
    const what = { forward: { conversationId: id, seq }, text: '', clientId: randomUUID() as ClientId }
    await messages.sending.send(ben, { conversationId: target, ...what })
    return (await chat.latest(target)).at(-1)
  }
  t.match(await forwarded(null), { text: 'secrets', expiresAt })
  t.match(await forwarded(limits.expireAfterSeconds[2]), { text: 'secrets', expiresAt })
  t.match(await forwarded(dayS), { text: 'secrets', expiresAt })
})

t.test('Both of a direct conversation set it, of a group its owner; again nobody is told', async (t) => {
  const { chat, ada, ben, id, expiry } = await setUp(t)
  await expiry.set(ben, id, null)
  await expiry.set(ben, id, null)
  t.same(await chat.told(id), ['expiry-changed', 'expiry-changed'])
  t.match(await chat.parts.conversations.summary(ada.userId, id), { conversation: { version: 3 } })
  const group = await chat.group(ada, [ben])
  await t.rejects(expiry.set(ben, group, dayS), { code: 'not_owner' })
  await chat.parts.blocks.block(ben, ada.userId)
  await t.rejects(expiry.set(ben, id, dayS), { code: 'blocked_by_you' })
  await t.rejects(expiry.set(ada, id, dayS), { code: 'not_available' })
  const [cleo] = await chat.people('cleo')
  await t.rejects(expiry.set(cleo, id, dayS), { code: 'conversation_not_found' })
})

t.test('Another instance that has missed the change finds it when it looks', async (t) => {
  const { chat, ada, id } = await setUp(t)
  const { stores, rules, clock } = chat.parts
  const now = clock.now()
  t.equal(rules.endOf(id, now), new Date(now.getTime() + day).toISOString())
  await stores.conversations.setExpiry(id, null)
  await rules.read()
  t.equal(rules.endOf(id, now), undefined)
  await stores.conversations.setExpiry(id, dayS)
  await Promise.all([rules.read(), rules.changed(id)])
  t.ok(rules.endOf(id, now), 'what it hears while it reads is not lost')
  t.ok(ada)
})
