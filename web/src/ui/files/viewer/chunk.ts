import { Chunk } from '../../../chunk.ts'

export const viewerChunk = new Chunk(() => import('./viewer.ts'))
