import { limits, type ConversationId, type Mentions, type Message, type UserId } from '@parley/shared'
import type { Test } from 'tap'

import type { MessageArchive } from '../../../api/src/stores/message-archive.ts'
import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { appended, changed } from '../../support/models/written.ts'
import { draft, newConversationId, newUserId } from './message-store.contract.ts'

type Store = MessageStore & MessageArchive

const at = new Date('2026-03-01T10:00:00.000Z')
const texts = (messages: readonly Message[]) => messages.map(({ text }) => text)

/** What every message store knows of whom messages mention. `open` gives a store that may hold other conversations. */
export function mentionsContract(t: Test, open: (t: Test) => Promise<Store>): void {
  async function room(t: Test) {
    const store = await open(t)
    const [a, b] = [newConversationId(), newConversationId()]
    const [ann, ben, cleo] = [newUserId(), newUserId(), newUserId()]
    const say = (id: ConversationId, senderId: UserId, text: string, parts?: Mentions) =>
      appended(store, [{ ...draft(id, senderId, text), ...(parts && { parts }) }])
    const list = (userId: UserId, limit = 50, blocked: UserId[] = [], ids = [a, b]) =>
      store.mentions({ userId, conversationIds: ids, blocked, after: null, limit })
    const unread = async (userId: UserId, readSeq: number, blocked: UserId[] = []) =>
      (await store.overview(userId, [{ conversationId: a, readSeq }], blocked)).get(a)?.mentions
    const edit = (seq: number, text: string | null, mentions?: Mentions) =>
      changed(store, [{ conversationId: a, seq, senderId: ann, at, text, ...(mentions && { mentions }) }])
    return { store, a, b, ann, ben, cleo, say, list, unread, edit }
  }

  t.test('mentions of oneself and of all are listed, the newest first, page by page', async (t) => {
    const { store, a, b, ann, ben, cleo, say, list } = await room(t)
    await say(a, ann, 'a1', { mentions: [ben] })
    await say(a, ann, 'a2', { mentions: [cleo] })
    await say(b, ann, 'b1', { mentionsAll: true })
    await say(b, ann, 'b2', { mentionsAll: false })
    await say(a, ann, 'a3', { mentions: [ben, cleo], mentionsAll: true })
    await say(a, ben, 'own', { mentions: [ben], mentionsAll: true })
    await say(newConversationId(), ann, 'elsewhere', { mentions: [ben] })
    t.same(texts((await list(ben)).messages), ['a3', 'b1', 'a1'])
    t.equal((await list(ben)).next, null)
    t.same(texts((await list(ben, 50, [ann])).messages), [])
    t.same(texts((await list(cleo, 50, [], [a])).messages), ['own', 'a3', 'a2'])
    t.same((await list(newUserId(), 50, [], [])).messages, [])
    const found: string[] = []
    for (let after: string | null = null, pages = 0; pages < 9; pages += 1) {
      const query = { userId: ben, conversationIds: [a, b], blocked: [], limit: 1 }
      const page = await store.mentions({ ...query, after })
      found.push(...texts(page.messages))
      after = page.next
      if (after === null) break
      t.match(after, /^[0-9a-f]{24}$/)
    }
    t.same(found, ['a3', 'b1', 'a1'])
  })

  t.test('those that are unread are counted, each once and from whom one has not blocked', async (t) => {
    const { a, ann, ben, cleo, say, unread } = await room(t)
    await say(a, ann, 'one', { mentions: [ben], mentionsAll: true })
    await say(a, cleo, 'two', { mentions: [ben] })
    await say(a, ann, 'three', { mentions: [cleo] })
    t.equal(await unread(ben, 0), 2)
    t.equal(await unread(ben, 1), 1)
    t.equal(await unread(ben, 2), 0)
    t.equal(await unread(ben, 0, [cleo]), 1)
    t.equal(await unread(ben, 0, [ann, cleo]), 0)
    await say(a, ben, 'I have read them')
    t.equal(await unread(ben, 0), 0)
    const many = Array.from({ length: limits.unreadMax + 5 }, (_, n) => n)
    for (const n of many) await say(a, ann, `m${n}`, { mentions: [ben] })
    t.equal(await unread(ben, 0), limits.unreadMax)
  })

  t.test('an edit adds, keeps and removes; what is deleted mentions nobody', async (t) => {
    const { store, a, ann, ben, cleo, say, list, unread, edit } = await room(t)
    await say(a, ann, 'one')
    await edit(1, 'for ben', { mentions: [ben] })
    t.equal(await unread(ben, 0), 1)
    await edit(1, 'for ben and cleo', { mentions: [ben, cleo], mentionsAll: true })
    t.equal(await unread(ben, 0), 1)
    t.match((await list(newUserId())).messages, [{ mentions: [ben, cleo], mentionsAll: true }])
    await edit(1, 'for cleo', { mentions: [cleo] })
    t.equal(await unread(ben, 0), 0)
    t.same((await list(ben)).messages, [])
    t.equal((await list(cleo)).messages.length, 1)
    await changed(store, [
      { conversationId: a, seq: 1, senderId: ben, at, reaction: { emoji: '👍', isOn: true } },
    ])
    t.match((await list(cleo)).messages, [{ mentions: [cleo], reactions: [{ emoji: '👍' }] }])
    await edit(1, null)
    t.same((await list(cleo)).messages, [])
    const [tombstone] = await store.bySeqs(a, [1])
    t.notOk(tombstone?.mentions)
  })

  t.test('they move with the messages', async (t) => {
    const { store, a, ann, ben, say } = await room(t)
    await say(a, ann, 'one', { mentions: [ben] })
    const before: Awaited<ReturnType<Store['exportAfter']>>[number] | undefined = (
      await store.exportAfter({ conversationId: a, seq: 0 }, 1)
    )[0]
    t.match(before, { mentions: [ben] })
    if (!before) return
    const moved = newConversationId()
    await store.importBatch([{ ...before, conversationId: moved }])
    const query = { userId: ben, conversationIds: [moved], blocked: [], after: null, limit: 5 }
    t.same(texts((await store.mentions(query)).messages), ['one'])
  })
}
