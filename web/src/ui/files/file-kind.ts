import type { ShownFile } from '../../state/outbox-item.ts'

export type FileKind = 'voice' | 'picture' | 'film' | 'sound' | 'card'

export function kindOf(file: ShownFile): FileKind {
  if (file.wave) return 'voice'
  if (isPicture(file)) return 'picture'
  if (/^video\/(?:mp4|webm|ogg)$/.test(file.type)) return 'film'
  return /^audio\/(?:mpeg|wav|ogg|webm|mp4|x-m4a)$/.test(file.type) ? 'sound' : 'card'
}

/** What the server could draw, and what this device could. */
export const isPicture = (file: ShownFile): boolean =>
  file.width !== undefined && ('content' in file || file.hasPreview === true)
