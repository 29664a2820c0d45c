import { finishMove, markMove, moveInto } from '../../api/src/adapters/sql/archive/move-mark.ts'
import { archivedTables } from '../../api/src/adapters/sql/archive/table-archive.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import { fillDataFolder } from '../../api/src/process/data-folder.ts'
import type { Place } from './place.ts'
import { openPlace, type OpenPlace } from './source.ts'

export interface Target extends OpenPlace {
  /** From here on servers may start on it. It is closed then. */
  finish(): Promise<void>
}

/**
 * A place that is empty, or that the move from this source has begun to fill.
 * @param source which history is moved
 */
export const openTarget = (place: Place, source: string): Promise<Target> =>
  place.kind === 'folder' ? openFolder(place, source) : openServers(place, source)

async function openFolder(place: Place & { kind: 'folder' }, source: string): Promise<Target> {
  const filling = fillDataFolder(place.folder, '--to', `move of ${source}`)
  try {
    const open = await openPlace(place)
    const close = async (): Promise<void> => {
      await open.close()
      filling.leave()
    }
    const finish = async (): Promise<void> => {
      await open.close()
      filling.finish()
    }
    return { ...open, close, finish }
  } catch (error) {
    filling.leave()
    throw error
  }
}

async function openServers(place: Place, source: string): Promise<Target> {
  const open = await openPlace(place)
  try {
    await claim(open, source)
  } catch (error) {
    await open.close()
    throw error
  }
  const finish = async (): Promise<void> => {
    await finishMove(open.database.db)
    await open.close()
  }
  return { ...open, finish }
}

/** The mark in the one names the other too, so that the two belong together also after a kill. */
async function claim({ database: { db }, tables, messages }: OpenPlace, source: string): Promise<void> {
  const move = `${source} ${await messages.epoch()}`
  const found = await moveInto(db)
  if (found === move) return
  if (found !== null) throw new StartError('--to is being filled by another move: take empty databases.')
  for (const table of archivedTables) {
    if (await tables.last(table))
      throw new StartError(`--to is not empty (it has ${table.name}): take empty databases.`)
  }
  if (await messages.lastPosition())
    throw new StartError('--to is not empty (it has messages): take empty databases.')
  await markMove(db, move)
}
