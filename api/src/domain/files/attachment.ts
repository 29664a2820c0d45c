import type { Attachment } from '@parley/shared'

import type { StoredFile } from '../../stores/files/file-store.ts'
import { isSound } from './file-type.ts'

/** What a message shows of it. What is said of a recording stands only where there is something to hear. */
export const attachmentOf = (file: StoredFile): Attachment => ({
  id: file.id,
  name: file.name,
  type: file.type,
  bytes: file.bytes,
  ...(file.width !== undefined && { width: file.width }),
  ...(file.height !== undefined && { height: file.height }),
  ...(file.blur !== undefined && { blur: file.blur }),
  ...(file.hasPreview && { hasPreview: true }),
  ...(isSound(file.type) && recorded(file)),
})

/** Together they make a voice message. */
const recorded = ({ durationMs, wave }: StoredFile): Pick<Attachment, 'durationMs' | 'wave'> =>
  durationMs === null ? {} : { durationMs, ...(wave !== null && { wave: [...wave] }) }
