import type { ConversationId, UserId } from '@parley/shared'
import t from 'tap'

import { Drafts } from '../../web/src/state/drafts.ts'
import { FakeStorage } from '../support/fake-storage.ts'

const [ada, grace] = ['ada', 'grace'] as UserId[]
const [one, two] = ['one', 'two'] as ConversationId[]
if (!ada || !grace || !one || !two) throw new Error('unreachable')

const opened = (storage: FakeStorage, userId: UserId): Drafts => {
  const drafts = new Drafts(storage)
  drafts.open(userId)
  return drafts
}

t.test('what was typed is there after a reload', async (t) => {
  const storage = new FakeStorage()
  opened(storage, ada).save(one, 'Dear Gr')
  t.same([...opened(storage, ada).all.get()], [[one, 'Dear Gr']])
})

t.test('two tabs do not undo each other’s drafts', async (t) => {
  const storage = new FakeStorage()
  const [left, right] = [opened(storage, ada), opened(storage, ada)]
  left.save(one, 'from the left')
  right.save(two, 'from the right')
  t.equal(opened(storage, ada).all.get().size, 2)
})

t.test('another account on the same browser does not see them', async (t) => {
  const storage = new FakeStorage()
  opened(storage, ada).save(one, 'a secret')
  t.equal(opened(storage, grace).all.get().size, 0)
})

t.test('an empty text removes the draft', async (t) => {
  const storage = new FakeStorage()
  const drafts = opened(storage, ada)
  drafts.save(one, 'x')
  drafts.save(one, '')
  t.equal(drafts.all.get().size, 0)
  t.equal(storage.length, 0)
})

t.test('whoever signs out leaves none of their own behind, and keeps those of others', async (t) => {
  const storage = new FakeStorage()
  opened(storage, grace).save(one, 'stays')
  const drafts = opened(storage, ada)
  drafts.save(one, 'goes')
  drafts.save(two, 'goes too')
  drafts.discardAll()
  t.equal(opened(storage, ada).all.get().size, 0)
  t.equal(opened(storage, grace).all.get().get(one), 'stays')
})

t.test('nor what another tab of theirs has kept since', async (t) => {
  const storage = new FakeStorage()
  const drafts = opened(storage, ada)
  opened(storage, ada).save(two, 'from the other tab')
  drafts.discardAll()
  t.equal(storage.length, 0)
})

t.test('a full storage loses nothing while the page is open', async (t) => {
  const storage = new FakeStorage()
  storage.isFull = true
  const drafts = opened(storage, ada)
  drafts.save(one, 'kept in memory')
  t.equal(drafts.all.get().get(one), 'kept in memory')
})

t.test('nothing is kept while nobody is signed in', async (t) => {
  const storage = new FakeStorage()
  new Drafts(storage).save(one, 'whose?')
  t.equal(storage.length, 0)
})
