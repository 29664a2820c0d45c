import { Value, type Readable } from '../../state/observable.ts'

const speeds = [1, 1.5, 2] as const
type Speed = (typeof speeds)[number]

const key = 'parley.voice-speed'

const chosen = new Value<Speed>(speeds.find((each) => String(each) === localStorage.getItem(key)) ?? 1)

/** How fast voice messages are played, all of them: kept on this device. */
export const speed: Readable<Speed> = chosen

export function nextSpeed(): void {
  const next = speeds[(speeds.indexOf(chosen.get()) + 1) % speeds.length] ?? 1
  localStorage.setItem(key, String(next))
  chosen.set(next)
}
