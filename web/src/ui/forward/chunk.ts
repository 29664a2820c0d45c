import { Chunk } from '../late/chunk.ts'

export const forwardChunk = new Chunk(() => import('./forward-dialog.ts'))
