import { Chunk } from '../../chunk.ts'
import { whenLoaded } from '../late/when-loaded.ts'

export const barsChunk = new Chunk(() => import('./bars.ts'))
export type Bars = NonNullable<typeof barsChunk.module>

/** Somebody waits for it, and is told where it cannot be had. */
export const wantedBars = (): Promise<Bars | null> => whenLoaded(barsChunk)
