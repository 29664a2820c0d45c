import { Chunk } from '../../late/chunk.ts'

export const viewerChunk = new Chunk(() => import('./viewer.ts'))
