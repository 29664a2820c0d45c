import type { ConversationId, SystemEvent, UserId } from '@parley/shared'
import type { Test } from 'tap'

import type { ArchivedMessage, MessageArchive } from '../../../api/src/stores/message-archive.ts'
import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

type Store = MessageStore & MessageArchive

const at = new Date('2026-03-01T10:00:00.000Z')

/** Two conversations with all that can happen to a message; returns them in the order of the archive. */
async function fill(store: Store): Promise<readonly ConversationId[]> {
  const [a = newConversationId(), b = newConversationId()] = [newConversationId(), newConversationId()].sort()
  const ann = newUserId()
  const system: SystemEvent = { kind: 'members-added', userIds: [newUserId()] }
  await store.append([
    draft(a, ann, 'one'),
    draft(b, ann, 'äh 🎈'),
    draft(a, ann, 'two'),
    { ...draft(a, ann, 'three'), parts: { replyTo: 1, expiresAt: '2026-03-08T10:00:00.000Z' } },
  ])
  await store.append([{ ...draft(b, ann, ''), system }])
  const change = (seq: number, text: string | null) => ({ conversationId: a, seq, senderId: ann, text, at })
  await store.change([change(2, 'deux'), change(1, null), change(2, 'zwei')])
  const react = (senderId: UserId, emoji: string) => {
    return { conversationId: b, seq: 1, senderId, at, reaction: { emoji, isOn: true } }
  }
  const ben = newUserId()
  await store.change([react(ann, '👍'), react(ben, '👍'), react(ben, '🎈')])
  await store.change([{ ...react(ann, '👍'), reaction: { emoji: '👍', isOn: false } }, react(ann, '🎉')])
  await store.change([{ conversationId: a, seq: 2, senderId: ben, at, pin: { isOn: true } }])
  return [a, b]
}

async function readAll(store: Store, limit: number): Promise<ArchivedMessage[]> {
  const all: ArchivedMessage[] = []
  for (;;) {
    const page = await store.exportAfter(all.at(-1) ?? null, limit)
    all.push(...page)
    if (page.length < limit) return all
  }
}

/** What every store can do whose messages may move. `open` gives one that is empty. */
export function messageArchiveContract(t: Test, open: (t: Test) => Promise<Store>): void {
  t.test('everything is read once, in order, whatever the size of the pages', async (t) => {
    const store = await open(t)
    const [a, b] = await fill(store)
    const all = await readAll(store, 100)
    t.same(
      all.map(({ conversationId, seq, rev, text }) => [conversationId, seq, rev, text]),
      [
        [a, 1, 5, ''],
        [a, 2, 7, 'zwei'],
        [a, 3, 3, 'three'],
        [b, 1, 4, 'äh 🎈'],
        [b, 2, 2, ''],
      ],
    )
    t.match(all[0]?.originalDigest, /^[0-9a-f]{64}$/)
    t.match(
      all[1]?.states?.map(({ text }) => text),
      ['two', 'deux'],
      'what it said before',
    )
    t.match(all[1], { pinned: { rev: 7, pinnedAt: at.toISOString() } })
    t.match(all[2], { originalDigest: null, replyTo: 1 })
    t.match(
      all[3]?.reactors?.map(({ emoji, rev }) => [emoji, rev]).sort(),
      [
        ['🎈', 3],
        ['🎉', 4],
        ['👍', 3],
      ],
      'who reacted to it, as of which rev',
    )
    for (const limit of [1, 2, 3, 5]) t.same(await readAll(store, limit), all, `pages of ${limit}`)
  })

  t.test('what is taken into an empty store is as it was, and goes on from there', async (t) => {
    const [from, into] = [await open(t), await open(t)]
    const [a, b] = await fill(from)
    if (!a || !b) throw new Error('unreachable')
    const all = await readAll(from, 100)
    t.equal(await into.lastPosition(), null)
    await into.importBatch(all.slice(0, 2))
    t.match(await into.lastPosition(), { conversationId: a, seq: 2 })
    await into.importBatch(all.slice(2))
    const query = { conversationId: b, seq: 1, emoji: null, after: null, limit: 9 }
    t.equal((await into.reactors(query)).length, 3)
    t.same(await into.states(a, 2), await from.states(a, 2))
    t.match(await into.lastPosition(), { conversationId: b, seq: 2 })
    t.same(await readAll(into, 3), all)
    t.same(await into.pins(a), await from.pins(a))
    t.same(await into.heads([a, b]), await from.heads([a, b]))
    t.same(await into.changesAfter(a, 0, 10), await from.changesAfter(a, 0, 10))

    const overview = async (store: Store) =>
      (await store.overview(newUserId(), [{ conversationId: b, readSeq: 0 }])).get(b)
    t.match(await overview(from), { arrival: /^[0-9a-f]{24}$/ })
    t.match(
      await overview(into),
      { seq: 2, arrival: null },
      'in which order they arrived is not known any more',
    )

    const deleted = all[0]
    if (!deleted) throw new Error('unreachable')
    const again = { ...draft(a, deleted.senderId, 'one'), clientId: deleted.clientId }
    t.match(await into.append([again]), [{ kind: 'repeated', seq: 1 }], 'the first text is still known')
    t.match(await into.append([draft(a, newUserId(), 'next')]), [
      { kind: 'stored', message: { seq: 4, rev: 8 } },
    ])
    await into.append([draft(b, newUserId(), 'later')])
    t.match(await overview(into), { arrival: /^[0-9a-f]{24}$/ }, 'and of what comes after it is')
  })

  t.test('a place that is taken is not taken again', async (t) => {
    const store = await open(t)
    await fill(store)
    const before = await readAll(store, 100)
    await t.rejects(store.importBatch(before.slice(0, 1)))
    t.same(await readAll(store, 100), before)
  })
}
