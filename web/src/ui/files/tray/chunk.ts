import { Chunk } from '../../../chunk.ts'

export const trayChunk = new Chunk(() => import('./tray.ts'))
