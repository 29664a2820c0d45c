import type { ConversationId, ConversationSummary, Membership, Message, UserId } from '@parley/shared'
import t from 'tap'

import { arrivalsSince, headsOf, newsOf, type Sight } from '../../../web/src/ui/notifications/news.ts'
import { me, peer, Truth } from '../../support/models/truth.ts'

const reader = { viewerId: me, blocked: new Set<UserId>() }
const [first, second] = ['first', 'second'] as unknown as [ConversationId, ConversationId]
const nowhere: Sight = { isOnPage: false, conversations: new Set() }
const onHome: Sight = { isOnPage: true, conversations: new Set(['']) }

/** A conversation as it is after somebody has written in it. */
function written(id: ConversationId, senderId: UserId, part: Partial<Membership> = {}): ConversationSummary {
  const truth = new Truth()
  truth.send(peer)
  truth.send(senderId)
  const summary = truth.summary()
  return {
    ...summary,
    conversation: { ...summary.conversation, id },
    membership: { ...summary.membership, ...part },
  }
}

const before = new Map([first, second].map((id) => [id, { seq: 1, mentions: 0 }] as const))
const toldOf = (...summaries: ConversationSummary[]) =>
  arrivalsSince(before, summaries, reader).map(({ summary }) => summary.conversation.id)

t.test('one is told of what others have written since, where one wants to be', async (t) => {
  t.same(toldOf(written(first, peer), written(second, peer)), [first, second])
  t.same(toldOf(written(first, me)), [], 'not of one’s own, from another device')
  t.same(toldOf(written(first, peer, { muted: true })), [], 'not where it is muted')
  t.same(toldOf(written(first, peer, { hidden: true })), [], 'nor where it is out of the list')
  t.same(toldOf({ ...written(first, peer), unread: 0 }), [], 'not of what was read elsewhere')
  const summary = written(first, peer)
  t.same(arrivalsSince(headsOf([summary]), [summary], reader), [], 'not again when something else changes')
  const system = { ...summary.lastMessage, text: '', system: { kind: 'member-left' } } as Message
  t.same(toldOf({ ...summary, lastMessage: system }), [], 'nor of who comes and goes')
})

t.test('who is blocked is not heard, also when they are unblocked later', async (t) => {
  const summary = written(first, peer)
  t.same(arrivalsSince(before, [summary], { ...reader, blocked: new Set([peer]) }), [])
  t.same(arrivalsSince(headsOf([{ ...summary, lastMessage: null }]), [summary], reader), [])
})

t.test('a conversation that is new itself is heard from its first message', async (t) => {
  t.equal(arrivalsSince(new Map(), [written(first, peer)], reader).length, 1)
})

t.test('what is before somebody’s eyes, in any tab, is not told', async (t) => {
  const arrivals = arrivalsSince(before, [written(first, peer)], reader)
  t.match(newsOf(arrivals, nowhere), { kind: 'message', message: { seq: 2 } })
  t.match(newsOf(arrivals, onHome), { kind: 'message' }, 'the list alone does not show it')
  t.equal(newsOf(arrivals, { isOnPage: true, conversations: new Set([first]) }), null)
  t.equal(newsOf([], nowhere), null)
})

t.test(
  'what was missed in several is told once, and not to who has the list before their eyes',
  async (t) => {
    const arrivals = arrivalsSince(before, [written(first, peer), written(second, peer)], reader)
    t.same(newsOf(arrivals, nowhere), { kind: 'several', conversations: 2 })
    t.equal(newsOf(arrivals, onHome), null)
    const oneSeen = { isOnPage: true, conversations: new Set([second]) }
    t.match(newsOf(arrivals, oneSeen), { kind: 'message', summary: { conversation: { id: first } } })
  },
)

t.test('where only mentions are told, one hears of those, and of edits that mention one', async (t) => {
  const mentionsOnly = { muted: true, notify: 'mentions' } as const
  const plain = written(first, peer, mentionsOnly)
  t.same(toldOf(plain), [])
  t.same(toldOf({ ...plain, unreadMentions: 1 }), [first])
  t.same(toldOf({ ...written(first, peer, { muted: true, notify: 'none' }), unreadMentions: 1 }), [])
  const seen = headsOf([plain])
  const [edited, last] = [{ ...plain, unreadMentions: 1 }, plain.lastMessage]
  if (!last) throw new Error('There is no last message.')
  const mention = { ...last, seq: 1, text: '@me', mentions: [me] }
  t.match(
    arrivalsSince(seen, [edited], reader, () => mention),
    [{ message: mention }],
  )
  t.same(arrivalsSince(headsOf([edited]), [edited], reader), [], 'once')
  const heard = written(first, peer)
  t.match(
    arrivalsSince(headsOf([heard]), [{ ...heard, unreadMentions: 1 }], reader, () => mention),
    [{ message: mention }],
    'also where all is told',
  )
})
