import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { isBusy } from './errors.ts'
import { createPrivately } from './open-file.ts'

/**
 * Holds a data folder for one process. The lock is the operating system's (SQLite's, on a file of its own),
 * so that a process that is killed leaves none behind.
 * @returns what gives it back, or null while another process holds it
 */
export function lockFolder(folder: string): (() => void) | null {
  const path = join(folder, 'instance.lock')
  createPrivately(path)
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return () => database.close()
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
}
