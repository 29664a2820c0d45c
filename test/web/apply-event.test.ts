import type { ConversationId, ServerFrame, UserCard, UserId } from '@parley/shared'
import { limits } from '@parley/shared'
import t from 'tap'

import {
  withList,
  withRead,
  withReadConfirmed,
  withSummary,
  withWindow,
} from '../../web/src/state/apply/answer.ts'
import { applyFrame, withTypingExpired } from '../../web/src/state/apply/event.ts'
import { peopleMissing, summariesBehind } from '../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../web/src/state/chat.ts'
import { conversationId as id, helloOf, me, peer, Truth } from '../support/models/truth.ts'

const card: UserCard = { id: peer, username: 'grace', displayName: 'Grace', deleted: false }

/** A list of one conversation, without a window on it. */
function listed(truth: Truth, changes: Partial<ReturnType<Truth['summary']>> = {}): Chat {
  return withList(
    emptyChat(me),
    { items: [{ ...truth.summary(), ...changes }], people: [card], invitations: [], blocked: [] },
    new Set(),
  )
}

const apply = (chat: Chat, ...frames: ServerFrame[]): Chat =>
  frames.reduce((next, frame) => applyFrame(next, frame, 1_000), chat)

t.test('a message moves its conversation, and counts as unread', async (t) => {
  const truth = new Truth()
  const chat = apply(listed(truth), { type: 'message', message: truth.send(peer) })
  t.same(chat.conversations.get(id), { ...truth.summary(), unreadMentions: 0 })
})

t.test('one’s own message is read, and so is everything before it', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  const chat = apply(listed(truth), { type: 'message', message: truth.send(me) })
  t.match(chat.conversations.get(id), { unread: 0, membership: { readSeq: 2 } })
})

t.test('what the system tells is never unread, and does not move one’s position', async (t) => {
  const truth = new Truth()
  const said = truth.send(peer)
  const joined = truth.send(me, { system: { kind: 'member-joined' } })
  const left = truth.send(peer, { system: { kind: 'member-left' } })
  const frames = [said, joined, left].map((message) => ({ type: 'message', message }) as const)
  const after = apply(listed(new Truth()), ...frames)
  t.match(after.conversations.get(id), { unread: 1, headSeq: 3 })
})

t.test('unread is bounded, and a deletion among so many must be asked for', async (t) => {
  const truth = new Truth()
  for (let count = 0; count < 150; count += 1) truth.send(peer)
  const before = listed(truth)
  const chat = apply(before, { type: 'message', message: truth.send(peer) })
  t.equal(chat.conversations.get(id)?.unread, limits.unreadMax)
  const message = truth.remove(149)
  if (!message) throw new Error('unreachable')
  t.same(summariesBehind(apply(chat, { type: 'change', message })), [id])
})

t.test('a read position that the window does not cover is asked for, once the server knows it', async (t) => {
  const truth = new Truth()
  for (let count = 0; count < 10; count += 1) truth.send(peer)
  const local = withRead(listed(truth), id, 4)
  t.match(local.conversations.get(id), { unread: 6, membership: { readSeq: 4 } })
  t.same(summariesBehind(local), [], 'before that, the answer would be the old one')
  t.same(summariesBehind(withReadConfirmed(local, id, 4)), [id])
})

t.test('a read position never moves back', async (t) => {
  const truth = new Truth()
  for (let count = 0; count < 3; count += 1) truth.send(peer)
  const read = withRead(listed(truth), id, 3)
  const chat = apply(read, { type: 'read', conversationId: id, userId: me, seq: 1 })
  t.equal(chat.conversations.get(id)?.membership.readSeq, 3)
  t.match(withSummary(chat, truth.summary()).conversations.get(id), { unread: 0, membership: { readSeq: 3 } })
})

t.test('how far the other has read is kept; what strangers read is not', async (t) => {
  const truth = new Truth()
  truth.send(me)
  const direct = listed(truth, { peer: card, peerReadSeq: 0 })
  const chat = apply(direct, { type: 'read', conversationId: id, userId: peer, seq: 1 })
  t.equal(chat.conversations.get(id)?.peerReadSeq, 1)
  const group = apply(listed(truth), { type: 'read', conversationId: id, userId: peer, seq: 1 })
  t.equal(group.conversations.get(id)?.peerReadSeq, null)
})

t.test('who answers has read', async (t) => {
  const truth = new Truth()
  truth.send(me)
  const direct = listed(truth, { peer: card, peerReadSeq: 0 })
  const chat = apply(direct, { type: 'message', message: truth.send(peer) })
  t.equal(chat.conversations.get(id)?.peerReadSeq, 2)
})

t.test('typing is seen for a while, and ends with the message', async (t) => {
  const truth = new Truth()
  const chat = apply(listed(truth), { type: 'typing', conversationId: id, userId: peer })
  t.ok(chat.typing.get(id)?.has(peer))
  t.equal(withTypingExpired(chat, 1_000 + limits.typingShownMs - 1), chat)
  t.equal(withTypingExpired(chat, 1_000 + limits.typingShownMs).typing.size, 0)
  t.equal(apply(chat, { type: 'message', message: truth.send(peer) }).typing.size, 0)
  const own = apply(listed(truth), { type: 'typing', conversationId: id, userId: me })
  t.equal(own.typing.size, 0, 'not one’s own')
  const others = ['00000000-0000-4000-8000-0000000000b1', peer] as UserId[]
  const several = apply(listed(truth), {
    type: 'typing',
    conversationId: id,
    userId: peer,
    userIds: [me, ...others],
  })
  t.same([...(several.typing.get(id)?.keys() ?? [])], others, 'all of several but oneself')
})

t.test('a conversation comes, changes and goes', async (t) => {
  const truth = new Truth()
  const added = apply(emptyChat(me), { type: 'conversation-added', summary: truth.summary() })
  const conversation = { ...truth.summary().conversation, name: 'Difference', memberCount: 3 }
  const changed = apply(added, { type: 'conversation-changed', conversation })
  t.match(changed.conversations.get(id), { conversation, membership: truth.summary().membership })
  const window = withWindow(changed, id, truth.page(null, 10))
  const gone = apply(window, { type: 'conversation-removed', conversationId: id, reason: 'left' })
  t.same([gone.conversations.size, gone.timelines.size, gone.heads.size, gone.stale.size], [0, 0, 0, 0])
})

t.test('of two states of a conversation the later one stays, however it comes', async (t) => {
  const truth = new Truth()
  const summary = truth.summary()
  const renamed = { ...summary.conversation, name: 'Difference', version: 3 }
  const older = { ...summary.conversation, memberCount: 3, version: 2 }
  const { membership } = summary
  const chat = apply(
    listed(truth),
    { type: 'conversation-changed', conversation: renamed },
    { type: 'conversation-changed', conversation: older, membership: { ...membership, muted: true } },
    { type: 'conversation-added', summary: { ...summary, conversation: older } },
  )
  t.same(chat.conversations.get(id)?.conversation, renamed)
  const muted = apply(chat, {
    type: 'conversation-changed',
    conversation: older,
    membership: { ...membership, muted: true },
  })
  t.equal(muted.conversations.get(id)?.membership.muted, true)
})

t.test('an event of a conversation that is not known makes it be asked for', async (t) => {
  const truth = new Truth()
  const chat = apply(emptyChat(me), { type: 'message', message: truth.send(peer) })
  t.equal(chat.conversations.size, 0)
  t.same(summariesBehind(chat), [id])
})

t.test('a heartbeat that knows more makes it be asked for', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  const chat = listed(truth)
  const ping = (rev: number): ServerFrame => ({ type: 'ping', heads: [{ conversationId: id, rev }] })
  t.same(summariesBehind(apply(chat, ping(1))), [])
  t.same(summariesBehind(apply(chat, ping(2))), [id])
})

t.test('a list that was asked for before a conversation came or went does not undo that', async (t) => {
  const [left, came] = [new Truth(), new Truth('00000000-0000-4000-8000-0000000000c9' as ConversationId)]
  const askedWith = new Set([left.id])
  const list = { items: [left.summary()], people: [], invitations: [], blocked: [] }
  const meanwhile = apply(
    listed(left),
    { type: 'conversation-removed', conversationId: left.id, reason: 'left' },
    { type: 'conversation-added', summary: came.summary() },
  )
  t.same([...withList(meanwhile, list, askedWith).conversations.keys()], [came.id])
})

t.test('a list without a conversation that was there removes it', async (t) => {
  const truth = new Truth()
  const chat = withList(listed(truth), { items: [], people: [], invitations: [], blocked: [] }, new Set([id]))
  t.same([chat.conversations.size, summariesBehind(chat).length], [0, 0])
})

t.test('those whom messages name are asked for', async (t) => {
  const [stranger, other] = ['s', 'o'] as UserId[]
  if (!stranger || !other) throw new Error('unreachable')
  const truth = new Truth()
  truth.send(peer)
  truth.send(stranger, { system: { kind: 'members-added', userIds: [other, peer] } })
  t.same(peopleMissing(withWindow(listed(truth), id, truth.page(null, 10))), [stranger, other])
})

t.test('frames of the connection change nothing', async (t) => {
  const chat = listed(new Truth())
  t.equal(apply(chat, { type: 'resync' }, { type: 'ack', ref: '1' }), chat)
})

const block = (isBlocked: boolean, userId: UserId = peer): ServerFrame => ({
  type: 'block',
  userId,
  isBlocked,
})

t.test('what someone wrote whom one has blocked moves nothing but the numbers', async (t) => {
  const truth = new Truth()
  truth.send(me)
  const before = apply(listed(truth), block(true))
  const summary = before.conversations.get(id)
  const message = truth.send(peer)
  const chat = apply(before, { type: 'message', message })
  t.same(chat.conversations.get(id), { ...summary, headSeq: 2, rev: truth.rev })
  const edited = truth.edit(2, 'Really')
  if (!edited) throw new Error('unreachable')
  const after = apply(chat, { type: 'change', message: edited })
  t.same(after.conversations.get(id), { ...summary, headSeq: 2, rev: truth.rev }, 'nor when it is edited')
  const told = truth.send(peer, { system: { kind: 'member-left' } })
  t.match(apply(after, { type: 'message', message: told }).conversations.get(id), {
    lastMessage: told,
    unread: 0,
  })
})

t.test('what is unread is counted without whom one has blocked', async (t) => {
  const truth = new Truth()
  const other = '00000000-0000-4000-8000-0000000000b1' as UserId
  for (const sender of [other, peer, other, peer]) truth.send(sender)
  const window = withWindow(apply(listed(truth), block(true)), id, truth.page(null, 10))
  t.match(withRead(window, id, 1).conversations.get(id), { unread: 1 })
})

t.test(
  'the direct conversation with someone is closed when one blocks them, and opened by the opposite',
  async (t) => {
    const direct = listed(new Truth(), { peer: card, peerReadSeq: 0 })
    const blocked = apply(direct, block(true))
    t.same([...blocked.blocked], [peer])
    t.equal(blocked.conversations.get(id)?.membership.canWrite, false)
    t.equal(apply(blocked, block(true)), blocked, 'again changes nothing')
    const open = apply(blocked, block(false))
    t.same([open.blocked.size, open.conversations.get(id)?.membership.canWrite], [0, true])
    const other = { ...new Truth().summary(), peer: { ...card, deleted: true }, peerReadSeq: 0 }
    const gone = withSummary(blocked, { ...other, membership: { ...other.membership, canWrite: false } })
    t.equal(
      apply(gone, block(false)).conversations.get(id)?.membership.canWrite,
      false,
      'not where nobody is',
    )
  },
)

t.test('the list tells whom one has blocked, and is the same where nothing has changed', async (t) => {
  const list = { items: [], people: [], invitations: [], blocked: [peer] }
  const chat = withList(emptyChat(me), list, new Set())
  t.same([...chat.blocked], [peer])
  t.equal(withList(chat, list, new Set()).blocked, chat.blocked)
  t.equal(withList(chat, { ...list, blocked: [] }, new Set()).blocked.size, 0)
})

t.test('another history has the same people in it whom one has blocked', async (t) => {
  const chat = apply(emptyChat(me), helloOf('first'), block(true), helloOf('second'))
  t.same([...chat.blocked], [peer])
})

t.test('a list is caught up from when it came on a connection until the next one begins', async (t) => {
  const before = emptyChat(me)
  t.notOk(before.isCaughtUp)
  const listed = withList(before, { items: [], people: [], invitations: [], blocked: [] }, new Set())
  t.ok(listed.isCaughtUp)
  const again = applyFrame(listed, helloOf('an epoch'), 0)
  t.notOk(again.isCaughtUp, 'what comes in between was missed, and comes with the list')
})
