import type { Database } from '../database.ts'
import { SqlFileStore } from './file-store.ts'
import { SqlPictureStore } from './picture-store.ts'

export const fileStoresOn = (db: Database) => ({
  files: new SqlFileStore(db),
  pictures: new SqlPictureStore(db),
})
