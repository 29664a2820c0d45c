import { Turn } from './locks.ts'

const tones = [
  { hertz: 659.3, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.11 },
]
const toneSeconds = 0.4
const loudest = 0.06
const lengthMs = 900
const everyMs = 3_000
const touches = ['pointerdown', 'keydown'] as const

/** Two soft tones. Where a browser wants to be touched first, or has no sound, it stays silent. */
export function playChime(): void {
  try {
    const context = new AudioContext()
    void context.resume().catch(() => undefined) // closed before it was allowed
    for (const tone of tones) play(context, tone)
    setTimeout(() => void context.close(), lengthMs)
  } catch {
    // No device, or too many at once: it is only a sound.
  }
}

function play(context: AudioContext, { hertz, atSeconds }: (typeof tones)[number]): void {
  const [oscillator, volume] = [context.createOscillator(), context.createGain()]
  const start = context.currentTime + atSeconds
  oscillator.frequency.value = hertz
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(loudest, start + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + toneSeconds)
  oscillator.connect(volume).connect(context.destination)
  oscillator.start(start)
  oscillator.stop(start + toneSeconds)
}

/** Lets one of all tabs be heard, and that seldom: one that has been touched, since others may not. */
export class Chime {
  readonly #now: () => number
  readonly #play: () => void
  readonly #turn = new Turn('parley.chime')
  #untouched = new AbortController()
  #lastMs = -Infinity

  constructor(now: () => number, play = playChime) {
    this.#now = now
    this.#play = play
  }

  /** Stands for being the one that is heard, as soon as the page is touched. */
  begin(): void {
    if (navigator.userActivation.hasBeenActive) return this.#turn.stand()
    const { signal } = (this.#untouched = new AbortController())
    const touched = () => {
      this.#untouched.abort()
      this.#turn.stand()
    }
    for (const type of touches) addEventListener(type, touched, { signal })
  }

  end(): void {
    this.#untouched.abort()
    this.#turn.leave()
  }

  ring(): void {
    const nowMs = this.#now()
    if (!this.#turn.isOurs || nowMs - this.#lastMs < everyMs) return
    this.#lastMs = nowMs
    this.#play()
  }
}
