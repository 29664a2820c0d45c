import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

import type { Test } from 'tap'

/** Only for what never comes. */
const limitMs = 15_000
const betweenMs = 20

type Wanted = RegExp | string | number | boolean | null | readonly (string | RegExp)[]

const fits = (value: unknown, wanted: unknown): boolean =>
  wanted instanceof RegExp
    ? typeof value === 'string' && wanted.test(value)
    : Array.isArray(wanted) && Array.isArray(value)
      ? value.length === wanted.length && wanted.every((one, at) => fits(value[at], one))
      : isDeepStrictEqual(value, wanted)

/** What a page shows follows what was done a moment later, so it is read until it is as it should be. */
export async function comes(
  t: Test,
  read: () => Promise<unknown>,
  wanted: Wanted,
  message = 'what the page shows',
): Promise<void> {
  const startMs = performance.now()
  let value = await read()
  while (!fits(value, wanted) && performance.now() - startMs < limitMs) {
    await setTimeout(betweenMs)
    value = await read()
  }
  const isPattern =
    wanted instanceof RegExp || (Array.isArray(wanted) && wanted.some((one) => one instanceof RegExp))
  if (isPattern) t.match(value, wanted, message)
  else t.strictSame(value, wanted, message)
}
