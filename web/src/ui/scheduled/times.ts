import { words } from '../../i18n/late.ts'
import { clockTime, format } from '../format/time.ts'

/** When people send what they do not want to send now. */
const morning = 9
const monday = 1

interface OfferedTime {
  readonly label: string
  readonly at: Date
}

/** Tomorrow morning, and that of Monday where that is another one. */
export function offeredTimes(now: Date): OfferedTime[] {
  const tomorrow = morningIn(now, 1)
  const nextMonday = morningIn(now, (7 + monday - now.getDay()) % 7 || 7)
  const offers = [{ label: words.scheduled.tomorrow(clockTime(tomorrow.toISOString())), at: tomorrow }]
  if (nextMonday.getTime() === tomorrow.getTime()) return offers
  return [...offers, { label: whenText(nextMonday), at: nextMonday }]
}

/** By the days of the reader, which may have 23 or 25 hours. */
const morningIn = (now: Date, days: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning)

const whenText = (at: Date): string =>
  words.scheduled.at(format({ weekday: 'long' }).format(at), clockTime(at.toISOString()))

/** As a field for a day and a time takes it: by the clock of this device. */
export function localValue(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}
