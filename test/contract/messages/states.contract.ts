import { limits } from '@parley/shared'
import type { Test } from 'tap'

import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

const sentAt = draft(newConversationId(), newUserId(), '').createdAt
const minute = (minutes: number): Date => new Date(sentAt.getTime() + minutes * 60_000)

async function edited(store: MessageStore, ...texts: (string | null)[]) {
  const [conversationId, senderId] = [newConversationId(), newUserId()]
  const place = { conversationId, seq: 1, senderId }
  const edit = async (text: string | null, at: Date, terms: { baseEditedAt?: string | null } = {}) =>
    (await store.change([{ ...place, text, at, ...terms }]))[0]
  const clear = async () =>
    (await store.change([{ ...place, at: minute(99), clearsStates: true as const }]))[0]
  await store.append([draft(conversationId, senderId, 'one')])
  for (const [at, text] of texts.entries()) await edit(text, minute(at + 1))
  const states = async () => (await store.states(conversationId, 1)).map(({ text }) => text)
  return { place, edit, clear, states }
}

/** What every message store does with what was forwarded. */
export function forwardsContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('a repetition is known by its source, whatever became of that', async (t) => {
    const store = await open(t)
    const [conversationId, senderId] = [newConversationId(), newUserId()]
    const forward = { conversationId: newConversationId(), seq: 4 }
    const parts = { forwardedFrom: { userId: newUserId() } }
    const first = { ...draft(conversationId, senderId, 'their words'), parts, forward }
    t.match(await store.append([first]), [{ kind: 'stored', message: { text: 'their words', ...parts } }])
    const kindOf = async (more: object) => (await store.append([{ ...first, ...more }]))[0]?.kind
    t.equal(await kindOf({}), 'repeated')
    t.equal(await kindOf({ text: '', parts: {} }), 'repeated')
    t.equal(await kindOf({ forward: { ...forward, seq: 5 } }), 'conflict')
    t.equal(await kindOf({ forward: undefined }), 'conflict', 'the same words, typed')
    const place = { conversationId, seq: 1, senderId, at: minute(1) }
    t.same(await store.change([{ ...place, text: 'my words' }]), [{ kind: 'forwarded' }])
    t.match(await store.bySeqs(conversationId, [1]), [{ text: 'their words', ...parts }])
    t.match(await store.change([{ ...place, text: null }]), [{ kind: 'changed' }])
    t.equal(await kindOf({}), 'repeated', 'also of a deleted one')
  })
}

/** What every message store keeps of what messages said before. */
export function statesContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('an edit keeps what was there, and since when; the same text keeps nothing', async (t) => {
    const store = await open(t)
    const { place, edit } = await edited(store, 'two', 'two', 'three')
    t.same(await store.states(place.conversationId, 1), [
      { text: 'one', writtenAt: sentAt.toISOString() },
      { text: 'two', writtenAt: minute(1).toISOString() },
    ])
    t.match(await edit('three', minute(5)), { kind: 'unchanged', message: { rev: 3 } })
    t.equal((await store.states(place.conversationId, 1)).length, 2)
    t.same(await store.states(newConversationId(), 1), [])
  })

  t.test('reactions leave them alone', async (t) => {
    const store = await open(t)
    const { place, states } = await edited(store, 'two')
    await store.change([{ ...place, at: minute(2), reaction: { emoji: '👍', isOn: true } }])
    await store.change([{ ...place, at: minute(3), clearsReactions: { isModerator: false } }])
    t.same(await states(), ['one'])
  })

  t.test('an edit from another state than the present one is refused', async (t) => {
    const { edit, states } = await edited(await open(t))
    const first = await edit('by one device', minute(1), { baseEditedAt: null })
    t.match(first, { kind: 'changed', message: { editedAt: minute(1).toISOString() } })
    t.same(await edit('by another', minute(2), { baseEditedAt: null }), { kind: 'edited-since' })
    t.match(await edit('by one device', minute(2), { baseEditedAt: null }), { kind: 'unchanged' })
    t.same(await states(), ['one'])
    const base = minute(1).toISOString()
    t.match(await edit('by another', minute(1), { baseEditedAt: base }), {
      kind: 'changed',
      message: { editedAt: new Date(minute(1).getTime() + 1).toISOString() },
    })
    t.same(await edit('late', minute(1), { baseEditedAt: base }), { kind: 'edited-since' })
    t.match(await edit('whatever it says', minute(3)), { kind: 'changed' })
  })

  t.test('of more than fifty, the first and the latest ones stay', async (t) => {
    const texts = Array.from({ length: limits.statesMax + 2 }, (_, at) => `edit ${at}`)
    const { states } = await edited(await open(t), ...texts)
    t.same(await states(), ['one', ...texts.slice(2, -1)])
    t.equal((await states()).length, limits.statesMax)
  })

  t.test('its author may drop them; the message stays, and takes a rev once', async (t) => {
    const store = await open(t)
    const { place, edit, clear, states } = await edited(store, 'two')
    const others = { ...place, senderId: newUserId(), at: minute(3), clearsStates: true as const }
    t.same(await store.change([others]), [{ kind: 'not-author' }])
    t.match(await clear(), { kind: 'changed', message: { text: 'two', rev: 3 } })
    t.match(await clear(), { kind: 'unchanged', message: { rev: 3 } })
    t.same(await states(), [])
    await edit('three', minute(4))
    t.same(await states(), ['two'])
  })

  t.test('who owns the group deletes what others wrote, once, and nothing of the system', async (t) => {
    const store = await open(t)
    const { place, edit, states } = await edited(store, 'two')
    const senderId = newUserId()
    await store.change([{ ...place, senderId, at: minute(3), reaction: { emoji: '👍', isOn: true } }])
    const deletion = { ...place, senderId, text: null, at: minute(3) }
    t.same(await store.change([deletion]), [{ kind: 'not-author' }])
    t.match(await store.change([{ ...deletion, isModerator: true }]), [
      {
        kind: 'changed',
        message: { text: '', rev: 4, deletedBy: senderId, deletedAt: minute(3).toISOString() },
      },
    ])
    t.match(await edit(null, minute(4)), { kind: 'unchanged', message: { rev: 4, deletedBy: senderId } })
    t.same(await states(), [])
    const { conversationId } = place
    t.same(await store.reactors({ conversationId, seq: 1, emoji: null, after: null, limit: 9 }), [])
    await store.append([
      { ...draft(conversationId, place.senderId, ''), system: { kind: 'member-left' } },
      draft(conversationId, place.senderId, 'three'),
    ])
    t.same(await store.change([{ ...deletion, seq: 2, isModerator: true }]), [{ kind: 'not-author' }])
    t.match(await store.change([{ ...place, seq: 3, text: null, at: minute(5), isModerator: true }]), [
      { kind: 'changed', message: { deletedBy: undefined } },
    ])
    t.same(await store.change([{ ...deletion, text: 'mine now', isModerator: true }]), [
      { kind: 'not-author' },
    ])
  })

  t.test('EH1, EH4 a deletion takes them along, and wins against edits', async (t) => {
    const { edit, clear, states } = await edited(await open(t), 'two', null)
    t.same(await states(), [])
    t.same(await edit('late', minute(4), { baseEditedAt: null }), { kind: 'deleted' })
    t.same(await clear(), { kind: 'deleted' })
    t.same(await states(), [])
  })
}
