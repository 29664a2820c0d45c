import { words } from '../../i18n/index.ts'
import { confirm } from '../components/dialog.ts'
import type { Chunk } from '../../chunk.ts'

/** What is loaded when it is wanted. Where it cannot be had, one may try again; null for whoever does not. */
export async function whenLoaded<Module>(chunk: Chunk<Module>): Promise<Module | null> {
  const module = await chunk.load().catch(() => null)
  if (module) return module
  const { failed: title, hint } = words.late
  if (!(await confirm({ title, hint, action: words.common.retry, isSafe: true }))) return null
  if (await chunk.canComeYet()) return whenLoaded(chunk)
  location.reload()
  return null
}
