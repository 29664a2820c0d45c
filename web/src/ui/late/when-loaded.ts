import { words } from '../../i18n/index.ts'
import type { Toasts } from '../components/toast.ts'
import type { Chunk } from './chunk.ts'

/** What is loaded when it is wanted; null, and said, where it cannot be had now. */
export async function whenLoaded<Module>(toasts: Toasts, chunk: Chunk<Module>): Promise<Module | null> {
  try {
    return await chunk.load()
  } catch {
    toasts.show(words.late.failed)
    return null
  }
}
