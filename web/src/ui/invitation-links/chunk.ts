import { Chunk } from '../../chunk.ts'

export const linksChunk = new Chunk(() => import('./links-dialog.ts'))
