import type { Message, UserId } from '@parley/shared'
import t from 'tap'

import { canonicalEmoji } from '@parley/shared/text'
import { timelineOf, withChanges, withEvent } from '../../../web/src/state/timeline.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { knowingOwn, reactedBy, withoutReacting, withShown } from '../../../web/src/state/apply/reactions.ts'
import { found, type Catalog } from '../../../web/src/ui/emoji/catalog.ts'
import { emoji } from '../../../web/src/ui/emoji/data/emoji.ts'
import { names } from '../../../web/src/ui/emoji/data/en.ts'
import { clientIdOf, conversationId, me, peer } from '../../support/models/truth.ts'

const message = (rev: number, more: Partial<Message> = {}): Message => ({
  ...{ conversationId, seq: 1, rev, senderId: peer, clientId: clientIdOf(1), text: 'tea?', system: null },
  ...{ createdAt: '2026-03-01T09:30:00.000Z', editedAt: null, deletedAt: null },
  ...more,
})

const chatWith = (shown: Message): Chat => {
  const page = { items: [shown], headSeq: 1, rev: shown.rev }
  return { ...emptyChat(me), timelines: new Map([[conversationId, timelineOf(conversationId, 1, page)]]) }
}

const shownIn = (chat: Chat) => chat.timelines.get(conversationId)?.messages[0]
const two = [{ emoji: '👍', count: 2 }]
const by = (userId: UserId, isOn: boolean) => ({ userId, emoji: '👍', isOn })

t.test('What one reacted oneself is known from answers, and from what frames tell of oneself', async (t) => {
  const known = message(3, { reactions: two, mine: ['👍'] })
  const changed = message(4, { reactions: two, text: 'edited' })
  t.same(knowingOwn(known, changed, me).mine, ['👍'])
  const [off, on] = [[by(me, false)], [by(peer, false), by(me, false), by(me, true)]]
  t.same(knowingOwn(known, { ...changed, reacted: off }, me).mine, [])
  t.same(knowingOwn(known, { ...changed, reacted: on }, me), { ...changed, mine: ['👍'] })
  t.same(knowingOwn(undefined, { ...changed, reacted: on }, me), changed, 'not of what is not known')
  const timeline = timelineOf(conversationId, 1, {
    items: [message(3, { reactions: two, mine: ['👍'] })],
    headSeq: 1,
    rev: 3,
  })
  t.same(
    withEvent(timeline, changed).messages[0]?.mine,
    ['👍'],
    'an answer that does not say it says nothing about it',
  )
  const page = { items: [message(4, { reactions: two, mine: [] })], rev: 4, headRev: 4 }
  t.same(withChanges(timeline, 3, page).messages[0]?.mine, [])
})

t.test('A reaction is shown before the server agrees, and taken back where it does not', async (t) => {
  const before = message(3, { reactions: two, mine: [] })
  const reacting = { message: before, emoji: '🎉', isOn: true }
  const shown = reactedBy(reacting)
  t.match(shown, { rev: 3, reactions: [...two, { emoji: '🎉', count: 1 }], mine: ['🎉'] })
  t.equal(reactedBy({ ...reacting, message: shown }), shown, 'once')
  t.match(reactedBy({ message: shown, emoji: '🎉', isOn: false }), { reactions: two, mine: [] })
  const chat = withShown(chatWith(before), shown)
  t.same(shownIn(chat), shown)
  t.same(shownIn(withoutReacting(chat, reacting)), before)
  const later = message(4, { reactions: [{ emoji: '👍', count: 3 }], mine: ['🎉'] })
  t.match(shownIn(withoutReacting(withShown(chat, later), reacting)), {
    rev: 4,
    reactions: later.reactions,
    mine: [],
  })
  t.same(shownIn(withShown(withShown(chat, later), before)), later, 'what is later stays')
})

t.test('All emoji of the picker are in the form that is stored, each with a name', async (t) => {
  const all = emoji.split(/[ \n]/)
  t.same(
    all.map((one) => one.replace('~', '')).filter((one) => canonicalEmoji(one) !== one),
    [],
  )
  t.equal(names.split('\n').length, all.length)
  t.equal(new Set(all).size, all.length)
})

t.test('Emoji are found by the beginnings of their words, the nearest first', async (t) => {
  const one = (shown: string, ...terms: string[]) => ({
    emoji: shown,
    hasTones: false,
    name: terms[0] ?? '',
    terms: terms.map((term) => ` ${term}`),
  })
  const all: Catalog = [
    [one('🐱', 'cat face', 'kitten'), one('😺', 'grinning cat')],
    [one('🏙️', 'cityscape')],
  ]
  const hits = (typed: string) => found(all, typed, 9).map((hit) => hit.emoji)
  t.same(hits('cat'), ['🐱', '😺'])
  t.same(hits('grin_cat'), ['😺'])
  t.same(hits('Kit'), ['🐱'])
  t.same(hits('at'), [])
  t.same(hits(' '), [])
})
