import type { ConversationId } from '@parley/shared'
import t from 'tap'

import { DueChanges, muteEnds, silenceEnds } from '../../../web/src/realtime/due-changes.ts'
import { emptyChat, type Chat } from '../../../web/src/state/chat.ts'
import { Value } from '../../../web/src/state/observable.ts'
import { until } from '../../support/until.ts'
import { conversationId as id, me, Truth } from '../../support/models/truth.ts'

const start = new Date('2026-03-01T09:30:00.000Z')

function mutedUntil(mutedUntil: string | null): Chat {
  const summary = new Truth().summary()
  const membership = { ...summary.membership, muted: true, mutedUntil }
  return { ...emptyChat(me), conversations: new Map([[id, { ...summary, membership }]]) }
}

t.test('what is muted for a time is so until then, without the server’s word', async (t) => {
  let now = start
  const chat = new Value(emptyChat(me))
  const mutes = new DueChanges(chat, muteEnds, () => now)
  const part = () => chat.get().conversations.get(id)?.membership
  chat.set(mutedUntil('2026-03-01T10:30:00.000Z'))
  now = new Date('2026-03-01T10:29:59.999Z')
  mutes.look()
  t.equal(part()?.muted, true)
  now = new Date('2026-03-01T10:30:00.000Z')
  mutes.look()
  t.match(part(), { muted: false, mutedUntil: null })
  chat.set(mutedUntil(null))
  t.equal(part()?.muted, true, 'and for ever where no time was said')
})

t.test('nobody has to look for it', async (t) => {
  const end = start.getTime() + 20
  const began = performance.now()
  const chat = new Value(mutedUntil(new Date(end).toISOString()))
  const mutes = new DueChanges(chat, muteEnds, () => new Date(start.getTime() + performance.now() - began))
  await until(() => chat.get().conversations.get(id)?.membership.muted === false, 'it ends')
  mutes.look()
  t.same(chat.get().conversations.get(id)?.membership.muted, false)
})

t.test('one writes again when a silence is over, and nowhere sooner', async (t) => {
  let now = start
  const summary = new Truth().summary()
  const membership = { ...summary.membership, canWrite: false, silencedUntil: '2026-03-01T10:30:00.000Z' }
  const shut = { ...summary.membership, canWrite: false }
  const other = '00000000-0000-4000-8000-0000000000c2' as ConversationId
  const conversations = new Map([
    [id, { ...summary, membership }],
    [other, { ...summary, membership: shut }],
  ])
  const chat = new Value<Chat>({ ...emptyChat(me), conversations })
  const silences = new DueChanges(chat, silenceEnds, () => now)
  now = new Date('2026-03-01T10:29:59.999Z')
  silences.look()
  t.equal(chat.get().conversations, conversations)
  now = new Date('2026-03-01T10:30:00.000Z')
  silences.look()
  t.strictSame(chat.get().conversations.get(id)?.membership, summary.membership)
  t.equal(chat.get().conversations.get(other)?.membership.canWrite, false)
})
