import type { Attachment } from '@parley/shared'

import type { StoredFile } from '../../stores/files/file-store.ts'

/** What a message shows of it. */
export const attachmentOf = (file: StoredFile): Attachment => ({
  id: file.id,
  name: file.name,
  type: file.type,
  bytes: file.bytes,
  ...(file.width !== undefined && { width: file.width }),
  ...(file.height !== undefined && { height: file.height }),
  ...(file.blur !== undefined && { blur: file.blur }),
  ...(file.hasPreview && { hasPreview: true }),
  ...(file.durationMs !== null && { durationMs: file.durationMs }),
  ...(file.wave !== null && { wave: [...file.wave] }),
})
