import { words } from '../../i18n/index.ts'
import { languageOf } from '../../i18n/languages.ts'

/** Dates and times follow the reader's own kind of the language that is spoken, where there is one. */
function locale(): string {
  const own = navigator.languages.find((wished) => languageOf(wished) === words.language)
  return own ?? (words.language === 'en' ? 'en-GB' : words.language)
}

/** With the digits of the words, which in some countries of a language are others. */
export const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { numberingSystem: 'latn', ...options })

/** Of 24 or of 12 hours, or as it is usual where the reader is. */
export type ClockFace = 'locale' | '24' | '12'

let face: ClockFace = 'locale'

export function setClockFace(chosen: ClockFace): void {
  face = chosen
}

const usualFace = (): ClockFace => (format({ hour: 'numeric' }).resolvedOptions().hour12 ? '12' : '24')

/** Where a day has two halves nobody writes a zero before an hour. */
export const clockOptions = (): Intl.DateTimeFormatOptions =>
  (face === 'locale' ? usualFace() : face) === '12'
    ? { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }
    : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

const makeFormats = () => ({
  made: madeFor(),
  clock: format(clockOptions()),
  weekday: format({ weekday: words.language === 'ja' ? 'long' : 'short' }), // its short ones are also words
  day: format({ weekday: 'long', day: 'numeric', month: 'long' }),
  short: format({ day: 'numeric', month: 'short' }),
  date: format({ day: 'numeric', month: 'long', year: 'numeric' }),
  shortYear: format({ day: '2-digit', month: '2-digit', year: '2-digit' }),
  full: format({ dateStyle: 'full', timeStyle: 'short' }),
})

const timeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone
const madeFor = (): string => `${timeZone()}, ${face}`

let madeFormats: ReturnType<typeof makeFormats> | null = null
const formats = () => (madeFormats ??= makeFormats())

/** Tells one day of the reader from others, one time zone and one kind of clock: a format keeps those that it was made for. */
export function readersDay(now: Date): string {
  if (madeFor() !== formats().made) madeFormats = makeFormats()
  return `${now.toDateString()}, ${formats().made}`
}

export const clockTime = (instant: string): string => formats().clock.format(new Date(instant))

/** What a clock's face shows, and what stands around it: the half of the day, if there is one, which Japanese puts first. */
export function clockParts(instant: string): { before: string; time: string; after: string } {
  const parts = formats().clock.formatToParts(new Date(instant))
  const start = parts.findIndex(({ type }) => type === 'hour')
  const end = parts.findIndex(({ type }) => type === 'minute') + 1
  const text = (some: typeof parts) => some.map(({ value }) => value).join('')
  return {
    before: text(parts.slice(0, start)),
    time: text(parts.slice(start, end)),
    after: text(parts.slice(end)),
  }
}

export const fullTime = (instant: string): string => formats().full.format(new Date(instant))
export const longDate = (instant: string): string => formats().date.format(new Date(instant))

/** How many midnights lie between the instant and now, where the reader is. */
export function daysAgo(instant: string, now: Date): number {
  const start = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((start(now) - start(new Date(instant))) / 86_400_000)
}

export function dayTitle(instant: string, now: Date): string {
  const days = daysAgo(instant, now)
  if (days <= 0) return words.time.today
  if (days === 1) return words.time.yesterday
  const date = new Date(instant)
  return date.getFullYear() === now.getFullYear() ? formats().day.format(date) : formats().date.format(date)
}

export const weekdayDate = (date: Date): string => formats().day.format(date)

/** As short as a list needs it. */
export function listTime(instant: string, now: Date): string {
  const date = new Date(instant)
  const days = daysAgo(instant, now)
  if (days <= 0) return formats().clock.format(date)
  if (days === 1) return words.time.yesterday
  if (days < 7) return formats().weekday.format(date)
  return date.getFullYear() === now.getFullYear()
    ? formats().short.format(date)
    : formats().shortYear.format(date)
}

export function lastSeen(instant: string, now: Date): string {
  const days = daysAgo(instant, now)
  if (days <= 0) return words.presence.seenToday(clockTime(instant))
  if (days === 1) return words.presence.seenYesterday(clockTime(instant))
  return words.presence.seenOn(longDate(instant))
}
