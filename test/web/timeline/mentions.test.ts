import t from 'tap'

import { withList, withRead, withWindow } from '../../../web/src/state/apply/answer.ts'
import { applyFrame } from '../../../web/src/state/apply/event.ts'
import { summariesBehind } from '../../../web/src/state/behind.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { conversationId as id, me, peer, Truth } from '../../support/models/truth.ts'

function chatOf(truth: Truth, hasWindow: boolean): Chat {
  const list = { items: [truth.summary()], people: [], invitations: [], blocked: [] }
  const chat = withList(emptyChat(me), list, new Set())
  return hasWindow ? withWindow(chat, id, truth.page(null, 50)) : chat
}

const unread = (chat: Chat) => {
  const { unread: all, unreadMentions = 0 } = chat.conversations.get(id) ?? {}
  return [all, unreadMentions]
}

const edited = (chat: Chat, truth: Truth, seq: number, text: string): Chat => {
  const message = truth.edit(seq, text)
  if (!message) throw new Error('There is nothing to edit.')
  return applyFrame(chat, { type: 'change', message }, 0)
}

t.test('What mentions one is counted until one has read past it', async (t) => {
  const truth = new Truth()
  let chat = chatOf(truth, true)
  const hear = (text: string, by = peer) =>
    (chat = applyFrame(chat, { type: 'message', message: truth.send(by, { text }) }, 0))
  hear('one')
  hear('@me, two')
  hear('@me, three')
  t.same(unread(chat), [3, 2])
  t.same(unread(withRead(chat, id, 2)), [1, 1])
  t.same(unread(withRead(chat, id, 3)), [0, 0])
  t.same(unread(hear('@me', me)), [0, 0], 'sending is reading')
  const all = { ...truth.send(peer, { text: 'four' }), mentionsAll: true }
  t.same(unread(applyFrame(chat, { type: 'message', message: all }, 0)), [1, 1])
  const none = { ...all, mentionsAll: false }
  t.same(unread(applyFrame(chat, { type: 'message', message: none }, 0)), [1, 0])
  const blocked = applyFrame(chat, { type: 'block', userId: peer, isBlocked: true }, 0)
  t.same(unread(applyFrame(blocked, { type: 'message', message: all }, 0)), [0, 0])
})

t.test('An edit that mentions one counts, and one that does so no more does not', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  truth.send(peer)
  const chat = edited(chatOf(truth, true), truth, 1, '@me')
  t.same(unread(chat), [2, 1])
  const taken = edited(chat, truth, 1, 'you')
  t.same(unread(taken), [2, 0])
  t.same(summariesBehind(edited(taken, truth, 2, 'else')), [])
})

t.test('Where the messages are not here, what an edit mentions is asked for', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  const chat = chatOf(truth, false)
  t.same(summariesBehind(edited(chat, truth, 1, 'else')), [])
  t.same(summariesBehind(edited(chat, truth, 1, '@me')), [id])
})

t.test('An edit of what one has read changes no count', async (t) => {
  const truth = new Truth()
  truth.send(peer)
  truth.send(peer)
  const chat = withRead(chatOf(truth, false), id, 1)
  t.same(summariesBehind(edited(chat, truth, 1, '@me')), [])
})
