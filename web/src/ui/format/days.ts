import { words } from '../../i18n/index.ts'

const secondsADay = 86_400

/** So many days, in words. */
export const daysText = (seconds: number): string =>
  new Intl.NumberFormat(words.language, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(
    seconds / secondsADay,
  )
