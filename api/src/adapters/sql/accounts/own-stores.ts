import type { Database } from '../database.ts'
import { SqlDraftStore } from './draft-store.ts'
import { SqlSavedStore } from './saved-store.ts'

/** Of what a person keeps for themselves alone. */
export const ownStores = (db: Database) => ({ saved: new SqlSavedStore(db), drafts: new SqlDraftStore(db) })
