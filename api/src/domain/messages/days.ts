const hourMs = 60 * 60_000
/** No time zone is so far from Greenwich. */
const furthestMs = 27 * hourMs

/** The next day of the calendar. The last one that can be written has none, and is its own. */
export function dayAfter(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00Z`) + 24 * hourMs).toISOString()
  return next.startsWith('+') ? day : next.slice(0, 10)
}

/** When the day begins in that time zone, to the second. It may be no midnight, where a clock goes on from 0 to 1 then. */
export function startOfDay(day: string, timeZone: string): number {
  const calendar = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const greenwich = Date.parse(`${day}T00:00Z`)
  let [low, high] = [(greenwich - furthestMs) / 1_000, (greenwich + furthestMs) / 1_000]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (calendar.format(middle * 1_000) < day) low = middle + 1
    else high = middle
  }
  return low * 1_000
}
