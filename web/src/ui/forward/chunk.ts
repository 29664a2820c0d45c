import { Chunk } from '../../chunk.ts'

export const forwardChunk = new Chunk(() => import('./forward-dialog.ts'))
