import { untilAnswered } from '../../../scripts/delivery/patience.ts'

/** An instance that is too slow for a question says so, and is asked again for as long as this. */
export function patiently<Answer>(patienceMs: number, ask: () => Promise<Answer>): Promise<Answer> {
  const endMs = performance.now() + patienceMs
  return untilAnswered(() => performance.now() > endMs, ask)
}
