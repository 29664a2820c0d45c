import { Chunk } from '../../chunk.ts'

/** Neither the list nor what leads to it needs it; it is the first part to be fetched. */
export const conversationChunk = new Chunk(() => import('./conversation-view.ts'))
