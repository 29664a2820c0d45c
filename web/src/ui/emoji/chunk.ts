import { Chunk } from '../../chunk.ts'

/** Apart from the others, some of which need it. */
export const emojiChunk = new Chunk(() => import('./index.ts'))
