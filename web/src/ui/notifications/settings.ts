/** What somebody is told, and how. Browsers allow it for each device, so it is kept on the device. */
const switches = { shown: true, sound: true, text: true, quiet: false } as const
const hours = { from: '22:00', to: '07:00' } as const

export type Switch = keyof typeof switches
export type Hour = keyof typeof hours

const keyOf = (name: Switch | Hour): string => `parley.notifications.${name}`

export function isOn(name: Switch): boolean {
  const kept = localStorage.getItem(keyOf(name))
  return kept === null ? switches[name] : kept === 'on'
}

export function setOn(name: Switch, on: boolean): void {
  localStorage.setItem(keyOf(name), on ? 'on' : 'off')
}

const hourPattern = /^([01]\d|2[0-3]):([0-5]\d)$/

/** As the clock of the reader shows it: of 24 hours. */
export function hour(name: Hour): string {
  const kept = localStorage.getItem(keyOf(name))
  return kept !== null && hourPattern.test(kept) ? kept : hours[name]
}

/** What is no time, as a field that was emptied, changes nothing. */
export function setHour(name: Hour, time: string): void {
  if (hourPattern.test(time)) localStorage.setItem(keyOf(name), time)
}

/** Whether nobody is to be disturbed. Hours that end before they begin go on over midnight; equal ones never end. */
export function isQuiet(now: Date): boolean {
  if (!isOn('quiet')) return false
  const [from, to, time] = [minutesOf(hour('from')), minutesOf(hour('to')), minutesAt(now)]
  return from < to ? from <= time && time < to : from <= time || time < to
}

const minutesAt = (date: Date): number => date.getHours() * 60 + date.getMinutes()

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
