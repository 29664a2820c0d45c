import { randomUUID } from 'node:crypto'

import { MongoClient, type Db } from 'mongodb'

import type { MongoMessageStore } from '../../../api/src/adapters/mongo/message-store.ts'
import { openMongoMessageStore } from '../../../api/src/adapters/mongo/open.ts'
import { serverUrl } from './server-urls.ts'
import type { Teardown } from './stores.ts'

/** A database of a test's own on a server that runs. */
export interface TestMongoDatabase {
  /** As MONGODB_URL would name it. */
  readonly url: string
  readonly db: Db
}

/** A database of its own on that server, removed when the test ends. */
export async function newMongoDatabase(t: Teardown): Promise<TestMongoDatabase> {
  const url = new URL(serverUrl('MONGODB_URL'))
  url.pathname = `/parley-test-${randomUUID()}`
  const client = await new MongoClient(url.href, { serverSelectionTimeoutMS: 5_000 }).connect()
  t.teardown(async () => {
    await client.db().dropDatabase()
    await client.close()
  })
  return { url: url.href, db: client.db() }
}

/** Of all that the stores keep in it; the indexes stay, which take long to make. */
export async function emptyCollections({ db }: TestMongoDatabase): Promise<void> {
  for (const collection of await db.collections()) await collection.deleteMany({})
}

/** A message store on a database of its own. */
export async function openMongoStore(t: Teardown): Promise<MongoMessageStore> {
  return openMongoStoreAt(t, (await newMongoDatabase(t)).url)
}

/** One more instance on a database that is there already. */
export async function openMongoStoreAt(t: Teardown, url: string): Promise<MongoMessageStore> {
  const store = await openMongoMessageStore({ url })
  t.teardown(() => store.close())
  return store
}
