const baseMs = 500
const longestMs = 30_000

/**
 * How long to wait before the next try. Full jitter: clients that were cut off together do not come
 * back together.
 * @param tries how many have failed, at least one
 * @param random from 0 to 1
 */
export function backoffMs(tries: number, random: () => number): number {
  const ceilingMs = Math.min(longestMs, baseMs * 2 ** Math.min(tries, 16))
  return Math.round(baseMs / 2 + random() * (ceilingMs - baseMs / 2))
}
