import t from 'tap'

import { batch, derived, Value } from '../../web/src/state/observable.ts'

t.test('a listener hears the present value at once, and then every change', async (t) => {
  const value = new Value(1)
  const heard: number[] = []
  const stop = value.subscribe((now) => heard.push(now))
  value.set(2)
  value.set(2)
  value.update((now) => now + 1)
  stop()
  value.set(9)
  t.same(heard, [1, 2, 3], 'an equal value is no change, and nothing is heard after the end')
})

t.test('the same function may be subscribed twice and ended once', async (t) => {
  const value = new Value('a')
  let calls = 0
  const listener = () => void (calls += 1)
  const stop = value.subscribe(listener)
  value.subscribe(listener)
  stop()
  stop()
  value.set('b')
  t.equal(calls, 3)
})

t.test('a batch is heard once, at its end', async (t) => {
  const [left, right] = [new Value(1), new Value(1)]
  const sum = derived([left, right], (a, b) => a + b)
  const heard: number[] = []
  sum.subscribe((now) => heard.push(now))
  batch(() => {
    left.set(2)
    right.set(2)
    t.equal(sum.get(), 4, 'reading inside a batch sees what was set')
  })
  t.same(heard, [2, 4])
})

t.test('a batch that throws still tells what it changed', async (t) => {
  const value = new Value(1)
  const heard: number[] = []
  value.subscribe((now) => heard.push(now))
  t.throws(() =>
    batch(() => {
      value.set(2)
      throw new Error('in the middle')
    }),
  )
  t.same(heard, [1, 2])
})

t.test('a derived value that stays equal is not told again', async (t) => {
  const value = new Value(1)
  const isOdd = derived([value], (now) => now % 2 === 1)
  const heard: boolean[] = []
  isOdd.subscribe((now) => heard.push(now))
  value.set(3)
  value.set(4)
  t.same(heard, [true, false])
})

t.test('a derived value computes only when something changed, and only for those who ask', async (t) => {
  const value = new Value(1)
  let computed = 0
  const double = derived([value], (now) => {
    computed += 1
    return now * 2
  })
  value.set(2)
  t.equal(computed, 0)
  t.equal(double.get(), 4)
  t.equal(double.get(), 4)
  t.equal(computed, 1)
})

t.test('a derived value without listeners holds on to nothing', async (t) => {
  let listeners = 0
  const value = new Value(1)
  const counted = {
    get: () => value.get(),
    subscribe: (listener: (now: number) => void) => {
      listeners += 1
      const stop = value.subscribe(listener)
      return () => {
        listeners -= 1
        stop()
      }
    },
  }
  const chain = derived([derived([counted], (now) => now + 1)], (now) => now + 1)
  const [first, second] = [chain.subscribe(() => undefined), chain.subscribe(() => undefined)]
  t.equal(listeners, 1)
  first()
  second()
  t.equal(listeners, 0)
  value.set(5)
  t.equal(chain.get(), 7, 'it can still be read')
})

t.test('a listener may change values, and may end other listeners', async (t) => {
  const value = new Value(1)
  const heard: string[] = []
  const stops: (() => void)[] = []
  value.subscribe((now) => {
    heard.push(`first ${now}`)
    if (now === 2) stops.forEach((stop) => stop())
  })
  stops.push(value.subscribe((now) => heard.push(`second ${now}`)))
  value.set(2)
  t.same(heard, ['first 1', 'second 1', 'first 2'])
})
