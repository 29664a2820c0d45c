import type { MessageParts } from '@parley/shared'
import type { Test } from 'tap'

import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

const end = new Date('2026-03-08T09:30:00.000Z')
const before = new Date(end.getTime() - 1)
const later = new Date('2026-03-09T09:30:00.000Z')
const expiresAt = end.toISOString()

/** A text that stays, one that ends, and one that ends later. */
async function opened(t: Test, open: (t: Test) => Promise<MessageStore>) {
  const [store, id, author, reader] = [await open(t), newConversationId(), newUserId(), newUserId()]
  const ending = (text: string, parts: MessageParts) => ({ ...draft(id, author, text), parts })
  const sent = ending('secret tea', { expiresAt, mentions: [reader] })
  await store.append([
    draft(id, author, 'that stays'),
    sent,
    ending('later', { expiresAt: later.toISOString(), mentions: [reader] }),
  ])
  const change = { conversationId: id, seq: 2, senderId: author, at: end }
  const over = async (at: Date) =>
    (await store.expired(at, 100)).filter((message) => message.conversationId === id)
  const found = async () => {
    const search = { conversationIds: [id], text: 'secret', after: null, limit: 5 }
    return (await store.search(search)).hits.length
  }
  return { store, id, author, reader, sent, change, over, found }
}

/** What every message store does with messages that disappear. */
export function expiryContract(t: Test, open: (t: Test) => Promise<MessageStore>): void {
  t.test('what is over is found from its moment on, the first to end first', async (t) => {
    const { store, id, over } = await opened(t, open)
    t.same(await over(before), [])
    t.match(await over(end), [{ seq: 2, text: 'secret tea', expiresAt }])
    t.same(
      (await over(later)).map(({ seq }) => seq),
      [2, 3],
    )
    t.match(await store.bySeqs(id, [2]), [{ text: 'secret tea', expiresAt }], 'the store hides nothing')
  })

  t.test('a list counts it no more from that moment on, and shows what came before it', async (t) => {
    const { store, id, reader } = await opened(t, open)
    const overview = async (at: Date, readSeq = 0) =>
      (await store.overview(reader, [{ conversationId: id, readSeq }], [], at)).get(id)
    t.match(await overview(before), { unread: 3, mentions: 2, lastMessage: { seq: 3 }, seq: 3 })
    t.match(await overview(end), { unread: 2, mentions: 1, lastMessage: { seq: 3 } })
    t.match(await overview(later), { unread: 1, mentions: 0, lastMessage: { seq: 1 }, seq: 3 })
    t.match(await overview(later, 1), { unread: 0, mentions: 0 })
  })

  t.test('nothing can be done with it any more, and what is answered says nothing of it', async (t) => {
    const { store, author, change } = await opened(t, open)
    const at = { ...change, at: end }
    const gone = [
      { ...at, text: 'another' },
      { ...at, reaction: { emoji: '👍', isOn: true } },
      { ...at, pin: { isOn: true } },
      { ...at, clearsStates: true as const },
    ]
    for (const one of gone) t.match(await store.change([one]), [{ kind: 'deleted' }])
    const [deleted] = await store.change([{ ...at, text: null }])
    t.match(deleted, { kind: 'unchanged', message: { text: '', expired: true, senderId: author } })
    t.match(await store.change([{ ...change, at: before, text: 'another' }]), [{ kind: 'changed' }])
  })

  t.test('it becomes a tombstone in one change, with all that was kept of it', async (t) => {
    const { store, id, author, reader, sent, change, over, found } = await opened(t, open)
    await store.change([{ ...change, at: before, text: 'secret tea, edited' }])
    await store.change([{ ...change, at: before, senderId: reader, reaction: { emoji: '👍', isOn: true } }])
    await store.change([{ ...change, at: before, pin: { isOn: true } }])
    t.equal(await found(), 1)
    t.match(await store.change([{ ...change, at: before, expiry: true }]), [{ kind: 'unchanged' }])
    const [outcome] = await store.change([{ ...change, expiry: true }])
    t.match(outcome, {
      kind: 'changed',
      message: { seq: 2, rev: 7, text: '', deletedAt: expiresAt, expired: true },
    })
    const [tombstone] = await store.bySeqs(id, [2])
    for (const part of ['expiresAt', 'mentions', 'reactions', 'pinned', 'deletedBy'] as const)
      t.notOk(tombstone && part in tombstone, part)
    t.match(await store.changesAfter(id, 6, 5), { messages: [{ seq: 2, expired: true }], rev: 7 })
    t.same(await store.states(id, 2), [])
    t.same(await store.pins(id), [])
    t.same(await store.reactors({ conversationId: id, seq: 2, emoji: null, after: null, limit: 5 }), [])
    t.equal(await found(), 0)
    t.same(await over(end), [])
    t.match(await store.change([{ ...change, expiry: true }]), [{ kind: 'deleted' }])
    const mentions = { userId: reader, conversationIds: [id], blocked: [], after: null, limit: 5 }
    t.match((await store.mentions(mentions)).messages, [{ seq: 3 }])
    const repeated = [{ ...sent }, { ...draft(id, author, 'other'), clientId: sent.clientId }]
    t.match(
      await store.append(repeated.slice(0, 1)),
      [{ kind: 'repeated', seq: 2 }],
      'its author sends it again',
    )
    t.match(await store.append(repeated.slice(1)), [{ kind: 'conflict' }])
  })
}
