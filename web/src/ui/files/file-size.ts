import { words } from '../../i18n/late.ts'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** As people say it: three digits at most, in steps of 1,024. */
export function fileSize(bytes: number): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  const value = bytes / 1_024 ** step
  const maximumFractionDigits = step === 0 || value >= 100 ? 0 : 1
  const unitDisplay = step === 0 ? 'long' : 'short'
  const format = { style: 'unit', unit: units[step] ?? 'byte', unitDisplay, maximumFractionDigits } as const
  return new Intl.NumberFormat(words.language, format).format(value)
}
