import t from 'tap'

import { dayAfter, startOfDay } from '../../api/src/domain/messages/days.ts'

const start = (day: string, zone: string): string => new Date(startOfDay(day, zone)).toISOString()
const hours = (day: string, zone: string): number =>
  (startOfDay(dayAfter(day), zone) - startOfDay(day, zone)) / 3_600_000

t.test('A day begins where the reader is, and has as many hours as it has there', async (t) => {
  t.equal(start('2026-03-01', 'UTC'), '2026-03-01T00:00:00.000Z')
  t.equal(start('2026-03-01', 'Asia/Tokyo'), '2026-02-28T15:00:00.000Z')
  t.equal(start('2026-03-01', 'Pacific/Kiritimati'), '2026-02-28T10:00:00.000Z')
  t.equal(start('2026-03-01', 'Asia/Kathmandu'), '2026-02-28T18:15:00.000Z')
  t.same([hours('2026-03-29', 'Europe/Berlin'), hours('2026-10-25', 'Europe/Berlin')], [23, 25])
  t.equal(
    start('2018-11-04', 'America/Sao_Paulo'),
    '2018-11-04T03:00:00.000Z',
    'at one, as there is no midnight',
  )
  t.equal(hours('2011-12-30', 'Pacific/Apia'), 0, 'a day that was left out')
})

t.test('No day that can be written is one too many', async (t) => {
  t.same(
    [dayAfter('2024-02-28'), dayAfter('2026-12-31'), dayAfter('9999-12-31')],
    ['2024-02-29', '2027-01-01', '9999-12-31'],
  )
  for (const day of ['0000-01-01', '0099-12-31', '9999-12-31'])
    t.ok(Math.abs(startOfDay(day, 'Europe/London') - Date.parse(`${day}T00:00Z`)) < 28 * 3_600_000, day)
})
