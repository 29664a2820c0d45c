import t from 'tap'

import { signInGates } from '../../../api/src/domain/accounts/sign-in/sign-in-gates.ts'
import { Throttle } from '../../../api/src/domain/accounts/sign-in/throttle.ts'
import { DomainError } from '../../../api/src/domain/errors.ts'
import { TestClock } from '../../support/app/clock.ts'
import { openTestStores } from '../../support/databases/stores.ts'

const minute = 60 * 1_000
const day = 24 * 60 * minute

const strangerAt = (address: string) => {
  const { own, others } = signInGates('ada', { address, isHome: false, device: null })
  return [...own, ...others]
}

/** In how many milliseconds a sign-in from there is looked at; 0 for at once. */
const waitMs = async (throttle: Throttle, address: string): Promise<number> => {
  try {
    await throttle.hold(strangerAt(address), () => Promise.resolve())
    return 0
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return (error.retryAfterSeconds ?? 0) * 1_000
  }
}

/** Guesses from each place in turn whenever one may, until then. How many guesses that made. */
const guessUntil = async (throttle: Throttle, clock: TestClock, end: number, places: number) => {
  let guesses = 0
  for (let at = 0; clock.now().getTime() < end; at += 1) {
    const address = `10.${(at % places) >> 8}.${(at % places) & 255}.1`
    const wait = await waitMs(throttle, address)
    clock.advance(wait)
    if (wait > 0) continue
    await throttle.count(strangerAt(address))
    guesses += 1
  }
  return guesses
}

const begin = async (test: Parameters<typeof openTestStores>[0]) => {
  const clock = new TestClock()
  return { clock, throttle: new Throttle((await openTestStores(test)).throttles, clock) }
}

t.test('strangers guess less than two hundred times a day, from however many places', async (t) => {
  const { clock, throttle } = await begin(t)
  const end = clock.now().getTime() + 2 * day
  const guesses = await guessUntil(throttle, clock, end, 2_000)
  t.ok(guesses > 100 && guesses < 2 * 200, `${guesses} in two days`)
})

t.test('from one place less than forty times, and others are let in all the time', async (t) => {
  const { clock, throttle } = await begin(t)
  const start = clock.now().getTime()
  let guesses = await guessUntil(throttle, clock, start + 2 * 60 * minute, 1)
  for (let end = start + 3 * 60 * minute; end <= start + day; end += 37 * minute) {
    guesses += await guessUntil(throttle, clock, end, 1)
    t.ok((await waitMs(throttle, '192.0.2.1')) <= 1_000)
  }
  t.ok(guesses > 10 && guesses < 40, `${guesses} in a day`)
})

t.test('a guess every quarter of an hour, each from elsewhere, keeps nobody out', async (t) => {
  const { clock, throttle } = await begin(t)
  await guessUntil(throttle, clock, clock.now().getTime() + 20 * minute, 2_000)
  await throttle.count(strangerAt('172.16.99.1'))
  t.ok((await waitMs(throttle, '192.0.2.1')) > minute, 'after as many guesses as there may be')
  let after = 0
  for (let count = 0; count < 40; count += 1) {
    clock.advance(15 * minute)
    await throttle.count(strangerAt(`172.16.${count}.1`))
    if (count >= 20) after += await waitMs(throttle, '192.0.2.1')
  }
  t.equal(after, 0, 'after five hours')
})
