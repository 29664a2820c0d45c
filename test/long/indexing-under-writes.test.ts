import t from 'tap'

import { openMessageStore } from '../../api/src/adapters/sqlite-messages/message-store.ts'
import { draft, newConversationId, newUserId } from '../contract/messages/message-store.contract.ts'
import { rowsOf } from '../support/databases/raw-rows.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'

const ann = newUserId()

const indexedIn = (folder: string) => rowsOf(folder, 'messages.db', 'SELECT first, last FROM indexed_rows')[0]

/** How long that takes depends on what else the machine does, by intention: the index yields to everything else. */
t.test('messages are indexed while others come without a pause', async (t) => {
  const folder = await temporaryFolder(t)
  const store = await openMessageStore({ dataDir: folder })
  t.teardown(() => store.close())
  const over = new AbortController()
  const writers = Array.from({ length: 4 }, async () => {
    const conversationId = newConversationId()
    while (!over.signal.aborted)
      await store.append(Array.from({ length: 100 }, () => draft(conversationId, ann, 'a word')))
  })
  const indexed = () => {
    const { first, last } = indexedIn(folder) ?? {}
    return { count: Number(last) - Number(first), last: Number(last) }
  }
  await until(() => indexed().count > 100, 'older ones are indexed')
  const { last } = indexed()
  await until(() => indexed().last > last + 100, 'newer ones are indexed')
  over.abort()
  await Promise.all(writers)
  t.pass()
})
