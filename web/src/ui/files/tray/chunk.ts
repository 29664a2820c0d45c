import { Chunk } from '../../late/chunk.ts'

export const trayChunk = new Chunk(() => import('./tray.ts'))
