import type { FileBytes } from '../../stores/files/file-bytes.ts'
import { DomainError } from '../errors.ts'

/** @throws DomainError storage_full where so many would leave less than `least` free */
export async function requireRoom(bytes: FileBytes, expected: number, least: number): Promise<void> {
  const free = await bytes.freeBytes()
  if (free !== null && free - expected < least) throw new DomainError('storage_full')
}
