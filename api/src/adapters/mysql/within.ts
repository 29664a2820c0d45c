import { TooLate } from './errors.ts'
import { orLate } from '../sql/or-late.ts'

/**
 * Asks nothing when no time is left to answer, since that would only be a question more for a slow server.
 * @throws TooLate when there is no answer after so long; one that comes later is dropped
 */
export async function within<Result>(limitMs: number, ask: () => Promise<Result>): Promise<Result> {
  if (limitMs <= 0) throw new TooLate('No time is left for an answer.')
  return orLate(limitMs, ask, () => new TooLate('No answer came in time.'))
}
