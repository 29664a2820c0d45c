import { Chunk } from '../../chunk.ts'

export { recorderChunk } from '../voice/chunk.ts'

export const trayChunk = new Chunk(() => import('./tray/tray.ts'))
export const viewerChunk = new Chunk(() => import('./viewer/viewer.ts'))
