import { setImmediate } from 'node:timers/promises'

import type { Test } from 'tap'

export interface Timers {
  /** Lets this much time go by, and all that follows from it happen. */
  pass(ms: number): Promise<void>
}

interface Alarm {
  readonly atMs: number
  readonly ring: () => void
}

const stepMs = 50
const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = globalThis

/** Timers stand still until the test lets time pass. */
export function holdTimers(t: Test): Timers {
  const held = new HeldTimers()
  const replacements = { setTimeout: held.set, clearTimeout: held.clear }
  Object.assign(globalThis, replacements)
  t.teardown(() => Object.assign(globalThis, { setTimeout: realSetTimeout, clearTimeout: realClearTimeout }))
  return held
}

class HeldTimers implements Timers {
  #nowMs = 0
  readonly #alarms = new Set<Alarm>()

  readonly set = (ring: () => void, waitMs = 0): Alarm => {
    const alarm = { atMs: this.#nowMs + waitMs, ring, unref: () => alarm, refresh: () => alarm }
    this.#alarms.add(alarm)
    return alarm
  }

  readonly clear = (alarm: unknown): void => {
    const wasHeld = [...this.#alarms].some((held) => held === alarm && this.#alarms.delete(held))
    // Others of this process have timers of their own, set before these were held.
    if (!wasHeld && alarm instanceof Object && Symbol.toPrimitive in alarm) realClearTimeout(Number(alarm))
  }

  async pass(ms: number): Promise<void> {
    await setImmediate()
    for (let left = ms; left > 0; left -= stepMs) {
      this.#nowMs += Math.min(stepMs, left)
      this.#ring()
      await setImmediate()
    }
    this.#ring()
    await setImmediate()
  }

  #ring(): void {
    const due = [...this.#alarms].filter(({ atMs }) => atMs <= this.#nowMs).sort((a, b) => a.atMs - b.atMs)
    for (const alarm of due) if (this.#alarms.delete(alarm)) alarm.ring()
  }
}
