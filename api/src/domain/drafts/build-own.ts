import { SavedService, type SavedParts } from '../messages/saved-service.ts'
import { DraftService, type DraftParts } from './draft-service.ts'

/** What one keeps for oneself alone. */
export const buildOwn = (parts: SavedParts & DraftParts) => ({
  saved: new SavedService(parts),
  drafts: new DraftService(parts),
})
