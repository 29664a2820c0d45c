import { setTimeout as wait } from 'node:timers/promises'

import { DiskFileBytes } from './adapters/disk/file-bytes.ts'
import { openMessageStore } from './adapters/sqlite-messages/message-store.ts'
import { openSqlStores } from './adapters/open-sql-stores.ts'
import type { Notice } from './adapters/sqlite/thread-calls.ts'
import type { Config, Servers } from './config/config.ts'
import { StartError } from './config/start-error.ts'
import type { Log } from './domain/ports.ts'
import { StoreError, Unavailable } from './stores/errors.ts'
import type { FileBytes } from './stores/files/file-bytes.ts'

/** Where to keep everything: in the data folder, but for what a server is named for. */
export type Places = Pick<Config, 'dataDir'> & Partial<Servers>

export type Stores = Awaited<ReturnType<typeof openAll>>

/** Servers may start at the same time as we do, or answer slowly because everything does. */
const patienceMs = 10_000
const pauseMs = 500

/** Waits a little for servers that are away. @throws StartError as openStores does */
export const openStoresPatiently = async (places: Places, log: Log): Promise<Stores> => {
  const endsAtMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await openStores(places, log)
    } catch (error) {
      if (!isAway(error, places) || performance.now() > endsAtMs) throw error
      log.warn({ err: error }, 'a database is not reachable yet')
      await wait(pauseMs)
    }
  }
}

/** A file that cannot be opened will not be a moment later either. */
const isAway = (error: unknown, { mysqlUrl, mongodbUrl }: Places): boolean =>
  Boolean(mysqlUrl || mongodbUrl) && error instanceof StartError && error.cause instanceof Unavailable

/** @throws StartError when a store cannot be used as it is, in the store's own words */
export const openStores = async (places: Places, log?: Log): Promise<Stores> => {
  try {
    return await openAll(places, log)
  } catch (error) {
    throw error instanceof StoreError ? new StartError(error.message, { cause: error }) : error
  }
}

const openAll = async (places: Places, log?: Log) => {
  const sql = await openSqlStores(places)
  try {
    return { ...sql, messages: await openMessages(places, log), fileBytes: await openFileBytes(places) }
  } catch (error) {
    await sql.close()
    throw error
  }
}

/** Where the messages are. */
export const openFileBytes = async ({ dataDir, mongodbUrl }: Places): Promise<FileBytes> => {
  if (!mongodbUrl) return new DiskFileBytes(dataDir)
  const { openGridFsBytes } = await import('./adapters/mongo/file-bytes.ts')
  return openGridFsBytes(mongodbUrl)
}

const openMessages = async ({ dataDir, mongodbUrl }: Places, log?: Log) => {
  if (!mongodbUrl) return openMessageStore({ dataDir, ...(log && { onNotice: noticesTo(log) }) })
  // Only who uses MongoDB pays for its driver at the start.
  const { openMongoMessageStore } = await import('./adapters/mongo/open.ts')
  try {
    return await openMongoMessageStore({
      url: mongodbUrl,
      onFailure: (err) => log?.error({ err }, 'indexing for the search failed; it is tried again'),
    })
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    throw new StartError(`The server of MONGODB_URL cannot be used: ${error.message}`, { cause: error })
  }
}

const noticesTo =
  (log: Log) =>
  ({ work, failure }: Notice): void => {
    if (failure === null) log.info({ work }, 'background work on messages succeeds again')
    else log.error({ work, err: new Error(failure) }, 'background work on messages failed; it is tried again')
  }
