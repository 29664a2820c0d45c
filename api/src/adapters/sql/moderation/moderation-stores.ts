import { SqlBlockStore } from '../blocks/block-store.ts'
import type { Database } from '../database.ts'
import { SqlSilenceStore } from './silence-store.ts'

/** Who keeps whom from writing: for themselves, and for a group. */
export const moderationStoresOn = (db: Database) => ({
  blocks: new SqlBlockStore(db),
  silences: new SqlSilenceStore(db),
})
