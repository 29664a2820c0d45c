import { SqlBlockStore } from '../blocks/block-store.ts'
import type { Database } from '../database.ts'
import { SqlBanStore } from './ban-store.ts'
import { SqlSilenceStore } from './silence-store.ts'

/** Who keeps whom from writing: for themselves, and for a group. */
export const moderationStoresOn = (db: Database) => ({
  blocks: new SqlBlockStore(db),
  bans: new SqlBanStore(db),
  silences: new SqlSilenceStore(db),
})
