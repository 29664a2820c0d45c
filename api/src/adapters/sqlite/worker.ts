import { openSqlite } from './open-file.ts'
import { SqliteConnection } from './connection.ts'
import { serveCalls, workerPath } from './thread-calls.ts'

const path = workerPath()
const writer = new SqliteConnection(openSqlite(path))
/** Sees what is committed, also while a transaction is open on the other one. */
const reader = new SqliteConnection(openSqlite(path, { readOnly: true }))

export const methods = {
  ready: () => true,
  read: reader.execute.bind(reader),
  write: writer.execute.bind(writer),
  rollback: () => writer.rollback(),
  close: () => {
    reader.close()
    writer.close() // the last one to close folds the log into the file
  },
}

serveCalls(methods)
