import type { ConversationSummary, Invitation, Membership, ServerFrame, UserCard } from '@parley/shared'
import t from 'tap'

import { withList } from '../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../web/src/state/apply/event.ts'
import { summariesBehind } from '../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../web/src/state/chat.ts'
import { Store } from '../../web/src/state/store.ts'
import { FakeStorage } from '../support/browser/fake-storage.ts'
import { conversationId as id, me, peer, Truth } from '../support/models/truth.ts'

const card: UserCard = { id: peer, username: 'grace', displayName: 'Grace', deleted: false }

function direct(truth: Truth, part: Partial<Membership> = {}): ConversationSummary {
  const summary = truth.summary()
  const conversation = { ...summary.conversation, kind: 'direct', name: null } as const
  return { ...summary, conversation, peer: card, membership: { ...summary.membership, ...part } }
}

const listed = (summary: ConversationSummary, invitations: Invitation[] = []): Chat =>
  withList(emptyChat(me), { items: [summary], people: [card], invitations, blocked: [] }, new Set())

const apply = (chat: Chat, ...frames: ServerFrame[]): Chat =>
  frames.reduce((next, frame) => applyFrame(next, frame, 1_000), chat)

const partOf = (chat: Chat): Membership | undefined => chat.conversations.get(id)?.membership

t.test('what is hidden comes back with a later message, and with nothing else', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  const hidden = listed(direct(truth, { hidden: true }))
  const edited = truth.edit(1, 'otherwise')
  if (!edited) throw new Error('unreachable')
  const after = apply(hidden, { type: 'change', message: edited })
  t.equal(partOf(after)?.hidden, true)
  const answered = apply(after, { type: 'message', message: truth.send(me) })
  t.equal(partOf(answered)?.hidden, false, 'also with one’s own')
})

t.test('a message of somebody blocked brings it back too: the server hides it no longer', async (t) => {
  const truth = new Truth()
  const hidden = { ...listed(direct(truth, { hidden: true })), blocked: new Set([peer]) }
  t.equal(partOf(apply(hidden, { type: 'message', message: truth.send(peer) }))?.hidden, false)
})

t.test('what is hidden is not counted', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  const store = new Store(new FakeStorage())
  store.chat.set(listed(direct(truth)))
  t.equal(store.unreadConversations.get(), 1)
  store.chat.set(listed(direct(truth, { hidden: true })))
  t.equal(store.unreadConversations.get(), 0)
})

t.test('a change of one’s part is taken, and what it may mean besides is asked for', async (t) => {
  const before = direct(new Truth())
  const told = (part: Partial<Membership>): Chat => {
    const { conversation, membership } = before
    const frame = {
      type: 'conversation-changed',
      conversation,
      membership: { ...membership, ...part },
    } as const
    return apply(listed(before), frame)
  }
  const closed = told({ closed: true, canWrite: false })
  t.match(partOf(closed), { closed: true, canWrite: false })
  t.same(summariesBehind(closed), [id], 'the account of the other may be gone')
  t.same(summariesBehind(told({ hidden: true })), [id], 'a message may have come before this')
  t.same(summariesBehind(told({ muted: true })), [])
})

t.test('unblocking somebody does not open what one has closed', async (t) => {
  const closed = listed(direct(new Truth(), { closed: true, canWrite: false }))
  const block = (isBlocked: boolean) => ({ type: 'block', userId: peer, isBlocked }) as const
  t.equal(partOf(apply(closed, block(true), block(false)))?.canWrite, false)
  const open = listed(direct(new Truth()))
  t.equal(partOf(apply(open, block(true), block(false)))?.canWrite, true)
})

t.test('invitations come and go, each once', async (t) => {
  const summary = direct(new Truth())
  const invitation = {
    conversation: summary.conversation,
    inviter: card,
    invitedAt: '2026-03-01T09:30:00.000Z',
  }
  const later = { ...invitation, invitedAt: '2026-03-02T09:30:00.000Z' }
  const chat = apply(listed(summary, [invitation]), { type: 'invitation', invitation: later })
  t.same(chat.invitations, [later])
  t.same(apply(chat, { type: 'invitation-ended', conversationId: id }).invitations, [])
})
