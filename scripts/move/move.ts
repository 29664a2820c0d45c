import { StoreError } from '../../api/src/stores/errors.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import { sentenceOf } from '../backup/files.ts'
import { assertSame } from './compare.ts'
import { copyAll, type Tell } from './copy.ts'
import { assertSameFiles } from './files.ts'
import type { Place } from './place.ts'
import { openSource, type OpenPlace } from './source.ts'
import { openTarget } from './target.ts'

/**
 * Moves everything, verified, and answers how much it was. May be killed at any moment and repeated.
 * @throws StartError when it cannot be done
 */
export async function move(from: Place, to: Place, tell: Tell): Promise<Record<string, number>> {
  try {
    const source = await openSource(from)
    try {
      return await moveFrom(source, to, tell)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    throw new StartError(`The move stopped, and goes on when you repeat it: ${sentenceOf(error)}`)
  }
}

async function moveFrom(source: OpenPlace, to: Place, tell: Tell): Promise<Record<string, number>> {
  const target = await openTarget(to, await source.messages.epoch())
  let isFinished = false
  try {
    await copyAll(source, target, tell)
    const counts = await assertSame(source, target, tell)
    await assertSameFiles(source, target, tell)
    await target.finish()
    isFinished = true
    return counts
  } finally {
    if (!isFinished) await target.close()
  }
}
