import { newClient, newSetupClient } from './connection/client.ts'
import { collectionsOf, prepare } from './connection/collections.ts'
import { asStoreError } from './connection/errors.ts'
import { GramRenewal, isIndexed } from './gram-renewal.ts'
import { MongoMessageStore } from './message-store.ts'

export interface MongoPlace {
  readonly url: string
  /** Called when work in the background begins to fail, which is tried again. */
  readonly onFailure?: (error: unknown) => void
}

/** @throws Unavailable when it cannot be reached; StoreError when its indexes are not those that order needs */
export async function openMongoMessageStore({ url, onFailure }: MongoPlace): Promise<MongoMessageStore> {
  try {
    const isWhole = await setUp(url)
    const client = await newClient(url).connect()
    if (isWhole) return new MongoMessageStore(client)
    return new MongoMessageStore(client, new GramRenewal(collectionsOf(client.db()), onFailure))
  } catch (error) {
    throw asStoreError(error)
  }
}

/** Whether all messages are indexed by the rule of today. */
async function setUp(url: string): Promise<boolean> {
  const setup = newSetupClient(url)
  try {
    await prepare(setup.db())
    return await isIndexed(collectionsOf(setup.db()))
  } finally {
    await setup.close()
  }
}
