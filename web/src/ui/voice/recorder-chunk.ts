import { Chunk } from '../../chunk.ts'

export const recorderChunk = new Chunk(() => import('./recording-bar.ts'))

/** A page that was not sent securely has no microphone. */
export const canRecord = (): boolean =>
  'MediaRecorder' in globalThis && 'AudioContext' in globalThis && 'mediaDevices' in navigator
