import type { ConversationStores } from '../../stores/stores.ts'
import type { AccountRates } from '../account-rates.ts'
import type { ConversationAccess } from '../conversations/conversation-access.ts'
import type { Clock, FileInspector, Ids, Log } from '../ports.ts'
import { FileService } from './file-service.ts'
import { Pictures } from '../pictures/pictures.ts'
import { MessageFiles } from './message-files.ts'
import { UploadPlaces } from './upload-places.ts'
import { UploadService, type FileLimits } from './upload-service.ts'

export interface FileParts {
  readonly inspector: FileInspector
  readonly rates: AccountRates
  readonly fileLimits: FileLimits
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
}

export function buildFiles(stores: ConversationStores, access: ConversationAccess, parts: FileParts) {
  const { files, fileBytes: bytes, messages, pictures } = stores
  const places = new UploadPlaces()
  return {
    uploads: new UploadService({ ...parts, files, bytes, places }),
    pictures: new Pictures({ ...parts, pictures, bytes, places }),
    files: new FileService({ files, bytes, messages, access }),
    messageFiles: new MessageFiles({ ...parts, files, messages }),
  }
}
