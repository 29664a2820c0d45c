import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import { lockFolder } from '../adapters/sqlite/instance-lock.ts'
import { settings } from '../config/settings.ts'
import { StartError } from '../config/start-error.ts'
import { explainFolder } from './explain-folder.ts'
import { fillerOf, Filling, foreignIn, isInstance, wasHeld } from './unfinished-folder.ts'

const ownerOnly = 0o700

/** Makes the folder where it is missing and holds it for this process until the answer is called. */
export const openDataFolder = (folder: string, setting = 'DATA_DIR'): (() => void) => {
  const release = hold(folder, setting)
  const filler = fillerOf(folder)
  if (filler === null) return release
  release()
  throw new StartError(
    `${setting} is "${folder}", which npm run ${filler.replace(/ .*$/, '')} has not filled to the end: repeat it.`,
  )
}

/** @throws StartError that names the folder and says what to do, where it is the folder for which the work fails */
export const inDataFolder = async <Result>(
  folder: string,
  work: () => Result | Promise<Result>,
): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    throw explainFolder(error, folder, settings.dataDir.name) ?? error
  }
}

/** As openDataFolder, for one that is there already and that a command reads. */
export const holdDataFolder = (folder: string, setting: string): (() => void) => {
  if (!isInstance(folder)) throw new StartError(`${setting} is "${folder}", which is no data folder.`)
  return openDataFolder(folder, setting)
}

/**
 * Holds a folder that is empty, or that the same filler has begun to fill. No server starts on it before it is
 * finished, so that what fills it may be killed at any moment.
 * @param filler the command, and what tells this run of it from others
 */
export const fillDataFolder = (folder: string, setting: string, filler: string): Filling => {
  const refusal = `${setting} is "${folder}", which is not empty: it takes a new folder, or an empty one.`
  // A lock would be a new file, and this may be anybody's folder.
  if (!wasHeld(folder) && foreignIn(folder, filler).length > 0) throw new StartError(refusal)
  const release = hold(folder, setting)
  if (foreignIn(folder, filler).length === 0) return new Filling(folder, filler, release)
  release()
  throw new StartError(refusal)
}

const hold = (folder: string, setting: string): (() => void) => {
  const release = attempt(folder, setting)
  if (release) return release
  throw new StartError(
    `${setting} is "${folder}", where another Parley runs already: stop that one, or choose another folder.`,
  )
}

const attempt = (folder: string, setting: string): (() => void) | null => {
  try {
    makeFolder(folder)
    return lockFolder(folder)
  } catch (error) {
    const explained = explainFolder(error, folder, setting)
    if (explained) throw explained
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(
      `${setting} is "${folder}", which cannot be used (${reason}): it takes ${settings.dataDir.allowed}.`,
    )
  }
}

/** Node's own recursive mkdir never returns where the system makes no folders, as in /proc. */
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) makeFolder(dirname(folder))
  mkdirSync(folder, { mode: ownerOnly })
}
