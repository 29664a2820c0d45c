import type { AccountStores } from '../../stores/stores.ts'
import { idleLifetimeMs } from './sign-in/session-rules.ts'

const day = 24 * 60 * 60 * 1_000
const activityKeptMs = 365 * day
/** Its owner sees for so long why a program has stopped. */
const expiredTokensKeptMs = 30 * day
/** Longer than any throttle remembers. */
const throttlesKeptMs = 2 * day
/** In small steps, so that nobody else waits long for the database. */
const batch = 500

/** Forgets what no rule looks at any more. */
export async function sweep(
  { sessions, tokens, throttles, activity }: AccountStores,
  now: Date,
): Promise<void> {
  const before = (ms: number): Date => new Date(now.getTime() - ms)
  await untilFew(() => sessions.sweep(now, before(idleLifetimeMs), batch))
  await untilFew(() => tokens.sweep(before(expiredTokensKeptMs), batch))
  await untilFew(() => throttles.sweep(before(throttlesKeptMs), batch))
  await untilFew(() => activity.sweep(before(activityKeptMs), batch))
}

async function untilFew(sweepSome: () => Promise<number>): Promise<void> {
  while ((await sweepSome()) === batch);
}
