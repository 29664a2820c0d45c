import { setInterval } from 'node:timers'

import t from 'tap'

import { BackgroundWork, type Slice } from '../../../api/src/adapters/sqlite-messages/idle-work.ts'
import { FailureNotice, silent } from '../../../api/src/adapters/sqlite-messages/failure-notice.ts'
import { until } from '../../support/until.ts'

const keepBusy = (ms: number): void => {
  for (const endsAtMs = performance.now() + ms; performance.now() < endsAtMs;);
}

t.test('beside calls it takes a fifth of the time at most, in short slices', async (t) => {
  const [sliceMs, startsMs, slices] = [20, [] as number[], [] as Slice[]]
  const slice = (given: Slice): boolean => {
    startsMs.push(performance.now())
    slices.push(given)
    keepBusy(sliceMs)
    work.called()
    return slices.length < 8
  }
  const work: BackgroundWork = new BackgroundWork(slice, silent())
  t.teardown(() => work.stop())
  work.called()
  await until(() => slices.length === 8, 'it is done')
  t.ok(slices.some(({ isIdle }) => !isIdle))
  const tookMs = (startsMs.at(-1) ?? 0) - (startsMs[1] ?? 0)
  t.ok(tookMs >= 6 * 5 * sliceMs, `${Math.round(tookMs)} ms`)
})

t.test('calls without a gap do not keep it from going on', async (t) => {
  let slices = 0
  const work = new BackgroundWork(() => (slices += 1) < 5, silent())
  const calls = setInterval(() => work.called(), 1)
  t.teardown(() => {
    clearInterval(calls)
    work.stop()
  })
  await until(() => slices >= 5, 'it is done')
})

t.test('it begins when something was called, and ends when nothing is left', async (t) => {
  const idle: boolean[] = []
  const work = new BackgroundWork(({ isIdle }) => idle.push(isIdle) % 3 !== 0, silent())
  t.teardown(() => work.stop())
  work.called()
  await until(() => idle.length === 3, 'it is done')
  t.ok(idle[2], 'nobody has called meanwhile')
  work.called()
  await until(() => idle.length === 6, 'it has begun again')
})

t.test('what fails is told once, and tried again by itself', async (t) => {
  const told: (string | null)[] = []
  let tries = 0
  const slice = (): boolean => {
    tries += 1
    if (tries < 3) throw new Error('the disk is full')
    return false
  }
  const work = new BackgroundWork(slice, new FailureNotice((failure) => void told.push(failure)))
  t.teardown(() => work.stop())
  work.called()
  await until(() => tries === 3, 'it succeeds')
  t.same(told, ['the disk is full', null])
})
