import t from 'tap'

import { Chime } from '../../../web/src/ui/notifications/chime.ts'
import { hour, isOn, isQuiet, setHour, setOn } from '../../../web/src/ui/notifications/settings.ts'
import { beginning } from '../../../web/src/ui/format/beginning.ts'
import { heldNames } from '../../../web/src/ui/notifications/locks.ts'
import { until } from '../../support/until.ts'
import { FakeStorage } from '../../support/browser/fake-storage.ts'

const at = (time: string) => new Date(`2026-03-01T${time}:00`)
const quietAt = (...times: string[]) => times.filter((time) => isQuiet(at(time)))

t.beforeEach(() => void Object.assign(globalThis, { localStorage: new FakeStorage() }))

t.test('nobody is left undisturbed who has not asked for it', async (t) => {
  t.same(quietAt('00:00', '03:00', '23:00'), [])
  t.ok(isOn('sound'))
})

t.test('hours that end before they begin go on over midnight', async (t) => {
  setOn('quiet', true)
  t.same(quietAt('21:59', '22:00', '23:59', '00:00', '06:59', '07:00', '12:00'), [
    '22:00',
    '23:59',
    '00:00',
    '06:59',
  ])
})

t.test('others do not, and equal ones never end', async (t) => {
  setOn('quiet', true)
  setHour('from', '12:30')
  setHour('to', '13:15')
  t.same(quietAt('12:29', '12:30', '13:14', '13:15', '00:00'), ['12:30', '13:14'])
  setHour('to', '12:30')
  t.same(quietAt('12:30', '00:00'), ['12:30', '00:00'])
})

t.test('what is no time changes nothing', async (t) => {
  for (const wrong of ['', '24:00', '7:00', '07:60', 'noon']) setHour('from', wrong)
  t.equal(hour('from'), '22:00')
  localStorage.setItem('parley.notifications.from', '99:99')
  t.equal(hour('from'), '22:00')
})

t.test('one of several rings, at most every three seconds', async (t) => {
  Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: true } })
  let [nowMs, rung] = [0, 0]
  const tabs = [1, 2].map(
    () =>
      new Chime(
        () => nowMs,
        () => (rung += 1),
      ),
  )
  const ring = () => tabs.forEach((chime) => chime.ring())
  ring()
  t.equal(rung, 0, 'none that has not been touched')
  for (const chime of tabs) chime.begin()
  await until(async () => (await heldNames()).includes('parley.chime'), 'one of them stands for it')
  for (nowMs of [0, 1, 2_999, 3_000, 5_999, 6_001]) ring()
  t.equal(rung, 3)
})

t.test('of a long text its beginning is shown, and no character is cut', async (t) => {
  t.equal(beginning('Tea?', 120), 'Tea?')
  t.equal(beginning('a'.repeat(121), 120), `${'a'.repeat(120)}…`)
  t.equal(beginning(`${'a'.repeat(119)}👩‍💻 and more`, 120), `${'a'.repeat(119)}…`)
})
