import { words } from '../../i18n/late.ts'
import { clockTime, daysAgo, weekdayDate } from '../format/time.ts'

/** The time alone where it is today. */
export const endText = (end: string, now: Date): string =>
  daysAgo(end, now) === 0
    ? words.silence.today(clockTime(end))
    : words.scheduled.at(weekdayDate(new Date(end)), clockTime(end))
