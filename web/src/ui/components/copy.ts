import { words } from '../../i18n/index.ts'
import type { Toasts } from './toast.ts'

export async function copyText(toasts: Toasts, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toasts.show(words.common.copied)
  } catch {
    // Without HTTPS, or where the person forbade it, browsers give no clipboard.
    toasts.show(words.common.copyFailed)
  }
}
