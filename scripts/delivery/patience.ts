import { setTimeout as wait } from 'node:timers/promises'

import { HttpRefusal } from './api-session.ts'

const retryMs = 300

/** The server has decided: nothing comes of asking again. */
export const isFinal = (error: unknown): error is HttpRefusal =>
  error instanceof HttpRefusal && error.status < 500 && error.status !== 429 && error.code !== 'no code'

/**
 * Asks again while it may help and `isLate` is not true.
 * @throws HttpRefusal or Error, the last one
 */
export async function untilAnswered<Answer>(
  isLate: () => boolean,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (isFinal(error) || isLate()) throw error
      await wait(error instanceof HttpRefusal ? (error.retryAfterMs ?? retryMs) : retryMs)
    }
  }
}

/** Ends early, without an error, when the signal comes. */
export const paused = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal }).catch(() => undefined)
