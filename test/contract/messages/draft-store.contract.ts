import { limits, type ConversationId } from '@parley/shared'
import type { Test } from 'tap'

import type { DraftRecord } from '../../../api/src/stores/accounts/draft-store.ts'
import { LimitReached } from '../../../api/src/stores/errors.ts'
import { after, everyPage, newConversationId, start, storedUser } from '../../support/databases/records.ts'
import type { OpenStores } from '../stores-under-test.ts'

const draft = (conversationId: ConversationId, text: string, baseVersion: number, at = start) => ({
  ...{ conversationId, text, baseVersion, at },
  replyTo: text === '' ? null : 4,
  fileCount: text === '' ? 0 : 2,
})

export function draftStoreContract(t: Test, open: OpenStores): void {
  t.test('a draft is one a person and conversation, and each change takes the next version', async (t) => {
    const stores = await open(t)
    const { drafts } = stores
    const [ada, bob] = [await storedUser(stores, 'ada'), await storedUser(stores, 'bob')]
    const [a, b] = [newConversationId(), newConversationId()]
    const made = await drafts.write(ada.id, draft(a, 'Dear', 0))
    const here = { conversationId: a, text: 'Dear', replyTo: 4, fileCount: 2, version: 1, updatedAt: start }
    t.same(made, { kind: 'changed', draft: here })
    t.same(await drafts.write(ada.id, draft(a, 'Dear', 0, after(1))), { kind: 'unchanged', draft: here })
    t.match(await drafts.write(ada.id, draft(b, '日本 😀', 1)), { draft: { version: 2 } })
    t.match(await drafts.write(ada.id, draft(a, 'Dear Bob', 1, after(2))), { draft: { version: 3 } })
    t.match(await drafts.write(bob.id, draft(a, 'Dear Ada', 0)), { draft: { version: 1 } })
    t.match(await drafts.page(ada.id, { after: 0, limit: 5 }), [
      { conversationId: b, text: '日本 😀', version: 2, updatedAt: start },
      { conversationId: a, text: 'Dear Bob', version: 3, updatedAt: after(2) },
    ])
    t.match(await drafts.page(bob.id, { after: 0, limit: 5 }), [{ text: 'Dear Ada' }])
    t.equal(await drafts.version(ada.id), 3)
    t.equal(await drafts.version(bob.id), 1)
  })

  t.test('what is based on an older version changes nothing, and is told what there is', async (t) => {
    const stores = await open(t)
    const { drafts } = stores
    const { id } = await storedUser(stores, 'ada')
    const [a, b] = [newConversationId(), newConversationId()]
    await drafts.write(id, draft(a, 'from the desk', 0))
    const late = { kind: 'outdated', draft: { text: 'from the desk', version: 1 } }
    t.match(await drafts.write(id, draft(a, 'from the phone', 0)), late)
    t.match(await drafts.write(id, draft(a, '', 0)), late)
    t.match(await drafts.write(id, draft(b, 'another', 0)), { kind: 'changed' }, 'which is of one alone')
    t.match(await drafts.write(id, draft(a, 'of both', 2)), { kind: 'changed', draft: { version: 3 } })
    t.equal(await drafts.version(id), 3)
  })

  t.test('what is cleared is not revived by what was saved before', async (t) => {
    const stores = await open(t)
    const { drafts } = stores
    const { id } = await storedUser(stores, 'ada')
    const a = newConversationId()
    const none = { conversationId: a, text: '', replyTo: null, fileCount: 0, updatedAt: null }
    await drafts.write(id, draft(a, 'sent', 0))
    t.same(await drafts.write(id, draft(a, '', 1)), { kind: 'changed', draft: { ...none, version: 2 } })
    t.same(await drafts.write(id, draft(a, 'sent', 1)), { kind: 'outdated', draft: { ...none, version: 2 } })
    t.same(await drafts.write(id, draft(a, '', 1)), { kind: 'unchanged', draft: { ...none, version: 2 } })
    t.match(await drafts.write(id, draft(a, '', 2)), { draft: { version: 3 } }, 'what was on its way is late')
    t.match(await drafts.write(id, draft(a, 'on its way', 2)), { kind: 'outdated' })
    t.same(await drafts.page(id, { after: 0, limit: 5 }), [])
    t.match(await drafts.write(id, draft(a, 'the next', 3)), { kind: 'changed', draft: { version: 4 } })
  })

  t.test('of two at the same instant one is first, and the other one is told', async (t) => {
    const stores = await open(t)
    const { id } = await storedUser(stores, 'ada')
    const a = newConversationId()
    const texts = ['one', 'two', 'three', 'four']
    const made = await Promise.all(texts.map((text) => stores.drafts.write(id, draft(a, text, 0))))
    t.same(made.map(({ kind }) => kind).toSorted(), ['changed', 'outdated', 'outdated', 'outdated'])
    t.equal(new Set(made.map((outcome) => outcome.draft.text)).size, 1)
    t.equal(await stores.drafts.version(id), 1)
  })

  t.test('nobody has more than one can, also where two come at once', async (t) => {
    const stores = await open(t)
    const { drafts } = stores
    const { id } = await storedUser(stores, 'ada')
    const [a, ...others] = [newConversationId(), newConversationId(), newConversationId()]
    await drafts.write(id, draft(a, 'one', 0))
    await stores.pretendDrafts(id, limits.draftsMax - 1)
    const last = await Promise.allSettled(others.map((other) => drafts.write(id, draft(other, 'two', 1))))
    t.same(last.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
    await t.rejects(drafts.write(id, draft(newConversationId(), 'three', 9)), LimitReached)
    t.match(await drafts.write(id, draft(a, 'changed', 9)), { kind: 'changed' })
    t.match(await drafts.write(id, draft(a, '', 9)), { kind: 'changed' })
    t.match(await drafts.write(id, draft(newConversationId(), 'three', 9)), { kind: 'changed' })
  })

  t.test('they are paged, the last to change last, and go with the account', async (t) => {
    const stores = await open(t)
    const { drafts } = stores
    const { id } = await storedUser(stores, 'ada')
    const ids = Array.from({ length: 5 }, newConversationId)
    const longest = '😀'.repeat(limits.messageMax)
    for (const [at, one] of ids.entries()) await drafts.write(id, draft(one, longest, at))
    const [first, ...rest] = ids
    if (first) await drafts.write(id, draft(first, 'changed', 5))
    const all = await everyPage<DraftRecord>((last) =>
      drafts.page(id, { after: last?.version ?? 0, limit: 2 }),
    )
    t.same(
      all.map(({ conversationId }) => conversationId),
      [...rest, first],
    )
    t.equal(all[0]?.text, longest)
    await stores.users.remove(id, after(9))
    t.same(await drafts.page(id, { after: 0, limit: 5 }), [])
  })
}
