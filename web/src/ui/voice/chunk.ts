import { Chunk } from '../../chunk.ts'

export const recorderChunk = new Chunk(() => import('./recording-bar.ts'))
