import { words } from '../i18n/index.ts'
import type { Toasts } from './components/toast.ts'

/** What is imported when it is wanted; null, and said, where it cannot be had now. */
export async function whenLoaded<Module>(
  toasts: Toasts,
  load: () => Promise<Module>,
): Promise<Module | null> {
  try {
    return await load()
  } catch {
    toasts.show(words.errors.offline)
    return null
  }
}
