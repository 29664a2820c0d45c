import { openMongoMessageStore } from '../../api/src/adapters/mongo/open.ts'
import type { OpenDatabase } from '../../api/src/adapters/sql/database.ts'
import { openMessageStore } from '../../api/src/adapters/sqlite-messages/message-store.ts'
import { moveInto } from '../../api/src/adapters/sql/archive/move-mark.ts'
import { openMysqlDatabase } from '../../api/src/adapters/mysql/open.ts'
import { openSqliteDatabase } from '../../api/src/adapters/sqlite/open.ts'
import { TableArchive } from '../../api/src/adapters/sql/archive/table-archive.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import { holdDataFolder } from '../../api/src/process/data-folder.ts'
import { openFileBytes } from '../../api/src/open-stores.ts'
import type { FileBytes } from '../../api/src/stores/files/file-bytes.ts'
import type { MessageArchive } from '../../api/src/stores/message-archive.ts'
import type { Place } from './place.ts'

export interface Messages extends MessageArchive {
  epoch(): Promise<string>
  close(): Promise<void>
}

export interface OpenPlace {
  readonly database: OpenDatabase
  readonly tables: TableArchive
  readonly messages: Messages
  readonly bytes: FileBytes
  close(): Promise<void>
}

/** Held while it is read: a server that wrote meanwhile would write what nobody moves. */
export async function openSource(place: Place): Promise<OpenPlace> {
  if (place.kind === 'servers') return openWholeServers(place)
  const release = holdDataFolder(place.folder, '--from')
  try {
    const open = await openPlace(place)
    return { ...open, close: () => open.close().then(release) }
  } catch (error) {
    release()
    throw error
  }
}

async function openWholeServers(place: Place): Promise<OpenPlace> {
  const open = await openPlace(place)
  if ((await moveInto(open.database.db)) === null) return open
  await open.close()
  throw new StartError(
    '--from has only a part of what an earlier move was to bring there: repeat that one first.',
  )
}

export async function openPlace(place: Place): Promise<OpenPlace> {
  const database = await openTables(place)
  try {
    const messages = await openMessages(place)
    const bytes = await openBytes(place)
    const close = async (): Promise<void> => {
      await bytes.close()
      await messages.close()
      await database.close()
    }
    return { database, tables: new TableArchive(database.db), messages, bytes, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

const openTables = (place: Place): Promise<OpenDatabase> =>
  place.kind === 'folder' ? openSqliteDatabase(place.folder) : openMysqlDatabase({ url: place.mysqlUrl })

const openBytes = (place: Place): Promise<FileBytes> =>
  openFileBytes(
    place.kind === 'folder' ? { dataDir: place.folder } : { dataDir: '', mongodbUrl: place.mongodbUrl },
  )

const openMessages = (place: Place): Promise<Messages> =>
  place.kind === 'folder'
    ? openMessageStore({ dataDir: place.folder })
    : openMongoMessageStore({ url: place.mongodbUrl })
