import type { FailureNotice } from './failure-notice.ts'

/** After the first call: what is to be done is done for many calls together. */
const beginAfterMs = 250
/** No call for so long means that there is nothing else to do. */
const idleAfterMs = 250
/** While calls come it waits for a moment without one, but not for ever. */
const gapMs = 2
const waitMaxMs = 50
const pauseMinMs = 5
const afterFailureMs = 1_000

/** What the process may take of a core until everything else goes first. */
const pressedFrom = 3 / 4
/** Of the time: while it is pressed, beside other calls, and without any. */
const share = { pressed: 1 / 50, busy: 1 / 5, idle: 1 / 2 }
const sliceMs = { pressed: 2, busy: 2, idle: 5 }

export interface Slice {
  readonly ms: number
  readonly isIdle: boolean
}

/** Work in short slices beside the calls that a thread answers, so that it takes a bounded share of the time. */
export class BackgroundWork {
  readonly #slice: (slice: Slice) => boolean
  readonly #notice: FailureNotice
  #timer: NodeJS.Timeout | null = null
  #lastCallMs = 0
  /** Timers count from the beginning of what sets them, so that they come early by as long as that takes. */
  #earliestMs = 0
  /** When it no longer waits for a gap between calls. */
  #latestMs = 0
  #stopped = false
  /** When the load was last looked at, and how much the process had worked by then. */
  #looked = { atMs: performance.now(), cpuMs: cpuMs() }

  /** @param slice true when there is more to do */
  constructor(slice: (slice: Slice) => boolean, notice: FailureNotice) {
    this.#slice = slice
    this.#notice = notice
  }

  /** A call was answered, which may have made work. */
  called(): void {
    this.#lastCallMs = performance.now()
    if (this.#timer === null) this.#startIn(beginAfterMs)
  }

  stop(): void {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }

  #startIn(ms: number): void {
    this.#earliestMs = performance.now() + ms
    this.#latestMs = this.#earliestMs + waitMaxMs
    this.#wait(ms)
  }

  #wait(ms: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => this.#run(), ms)
  }

  #run(): void {
    this.#timer = null
    const startMs = performance.now()
    if (startMs < this.#earliestMs) return this.#wait(this.#earliestMs - startMs)
    const quietMs = startMs - this.#lastCallMs
    if (quietMs < gapMs && startMs < this.#latestMs) return this.#wait(gapMs)
    const isPressed = this.#load(startMs) > pressedFrom
    const kind = quietMs >= idleAfterMs ? 'idle' : isPressed ? 'pressed' : 'busy'
    try {
      const goesOn = this.#slice({ ms: sliceMs[kind], isIdle: kind === 'idle' })
      this.#notice.succeeded()
      if (goesOn) this.#startIn(pauseAfter(performance.now() - startMs, share[kind]))
    } catch (error) {
      this.#notice.failed(error) // such as a full disk
      this.#startIn(afterFailureMs)
    }
  }

  /** How many cores the process kept busy since this was last asked. */
  #load(nowMs: number): number {
    const [before, now] = [this.#looked, { atMs: nowMs, cpuMs: cpuMs() }]
    this.#looked = now
    return (now.cpuMs - before.cpuMs) / (now.atMs - before.atMs)
  }
}

/** Of all threads. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** So that so much work is that share of the time. */
const pauseAfter = (workMs: number, share: number): number => Math.max(pauseMinMs, workMs / share - workMs)
