import type { Test } from 'tap'

import { newConversationId, newUserId, start, storedUser } from '../support/databases/records.ts'
import type { OpenStores } from './stores-under-test.ts'

/** What a member does to their own view of a conversation. */
export function clearingContract(t: Test, open: OpenStores): void {
  const direct = async (t: Test) => {
    const stores = await open(t)
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const { record } = await stores.conversations.openDirect(ada.id, bob.id, newConversationId(), start)
    return { memberships: stores.memberships, id: record.id, ada: ada.id, bob: bob.id }
  }

  t.test('muting is one’s own and can be undone', async (t) => {
    const { memberships, id, ada, bob } = await direct(t)
    await memberships.setMuted(id, ada, true, null)
    t.equal((await memberships.of(id, bob))?.muted, false)
    await memberships.setMuted(id, ada, false, null)
    t.equal((await memberships.of(id, ada))?.muted, false)
    await memberships.setMuted(id, newUserId(), true, null)
  })

  t.test('muting has an end, to the millisecond, until it is set anew', async (t) => {
    const { memberships, id, ada, bob } = await direct(t)
    const until = new Date(start.getTime() + 3_600_001)
    await memberships.setMuted(id, ada, true, until)
    t.match(await memberships.of(id, ada), { muted: true, mutedUntil: until })
    t.match((await memberships.listedOne(ada, id))?.membership, { muted: true, mutedUntil: until })
    t.match(await memberships.of(id, bob), { muted: false, mutedUntil: null })
    await memberships.setMuted(id, ada, true, null)
    t.match(await memberships.of(id, ada), { muted: true, mutedUntil: null })
  })

  t.test('a mute may tell of mentions, until it is set anew', async (t) => {
    const { memberships, id, ada, bob } = await direct(t)
    await memberships.setMuted(id, ada, true, null, true)
    t.match(await memberships.of(id, ada), { muted: true, tellsMentions: true })
    t.match((await memberships.listedOne(ada, id))?.membership, { tellsMentions: true })
    t.match(await memberships.of(id, bob), { muted: false, tellsMentions: false })
    await memberships.setMuted(id, ada, true, null)
    t.match(await memberships.of(id, ada), { muted: true, tellsMentions: false })
  })

  t.test('members are found by their names, and nobody else is', async (t) => {
    const { memberships, id, ada } = await direct(t)
    const [first] = await memberships.members(id, { after: null, limit: 10 })
    const name = first?.user.username ?? ''
    t.same(await memberships.named(id, [name, 'nobody', '']), new Map([[name, ada]]))
    t.equal((await memberships.named(newConversationId(), [name])).size, 0)
    t.equal((await memberships.named(id, [])).size, 0)
  })

  t.test('hiding is one’s own, and can be undone', async (t) => {
    const { memberships, id, ada, bob } = await direct(t)
    const of = async (userId: typeof ada) => (await memberships.of(id, userId))?.hiddenSeq
    t.equal(await of(ada), null)
    await memberships.setHidden(id, ada, 0)
    t.same([await of(ada), await of(bob)], [0, null])
    await memberships.setHidden(id, ada, 7)
    t.match(await memberships.listed(ada), [{ membership: { hiddenSeq: 7 } }])
    await memberships.setHidden(id, ada, null)
    t.equal(await of(ada), null)
    await memberships.setHidden(id, newUserId(), 1)
  })

  t.test('what is cleared is gone and read for oneself, and as it was for the other', async (t) => {
    const { memberships, id, ada, bob } = await direct(t)
    await memberships.advanceRead([{ conversationId: id, userId: ada, seq: 3 }])
    const before = await memberships.listed(bob)
    await memberships.clear(id, ada, 9)
    const cleared = { readsFromSeq: 10, readSeq: 9, hiddenSeq: 9, joinedAt: start }
    t.match(await memberships.of(id, ada), cleared)
    t.match(await memberships.ofUser(ada), [cleared])
    t.same(await memberships.listed(bob), before, 'also in how far the one has read')
    t.match(before, [{ peer: { readSeq: 3 } }])
    await memberships.advanceRead([{ conversationId: id, userId: ada, seq: 12 }])
    t.match(await memberships.of(id, ada), { readsFromSeq: 10, readSeq: 12 })
    t.match(await memberships.listed(bob), [{ peer: { readSeq: 12 } }])
    await memberships.clear(id, newUserId(), 1)
  })

  t.test('clearing moves forward only, whatever comes at once', async (t) => {
    const { memberships, id, ada } = await direct(t)
    await Promise.all([5, 9, 2, 7].map((seq) => memberships.clear(id, ada, seq)))
    t.match(await memberships.of(id, ada), { readsFromSeq: 10, hiddenSeq: 9 })
    await memberships.clear(id, ada, 4)
    t.match(await memberships.of(id, ada), { readsFromSeq: 10, hiddenSeq: 9 })
    await memberships.setHidden(id, ada, null)
    await memberships.clear(id, ada, 9)
    t.match(await memberships.of(id, ada), { readsFromSeq: 10, hiddenSeq: 9 }, 'and hides again')
  })

  t.test('an empty conversation is cleared by hiding it', async (t) => {
    const { memberships, id, ada } = await direct(t)
    await memberships.clear(id, ada, 0)
    t.match(await memberships.of(id, ada), { readsFromSeq: 1, readSeq: 0, hiddenSeq: 0 })
  })
}
