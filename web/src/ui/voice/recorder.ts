import * as limits from '@parley/shared/limits'

import { levelOf, waveOf } from './levels.ts'

export interface Recording {
  readonly content: Blob
  readonly type: string
  readonly durationMs: number
  readonly wave: readonly number[]
}

/** Why one ends without being asked to. */
export type Interruption = 'limit' | 'lost' | 'hidden'

/** What one can understand well; the usual takes three times as much. */
const bitsPerSecond = 32_000
/** So much is lost at most when a microphone goes. */
const partMs = 1_000
const levelEveryMs = 60

/** What this browser can play as well: one that says it records a kind may not be able to. */
function usableType(): string | undefined {
  const audio = new Audio()
  return ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'].find(
    (type) => MediaRecorder.isTypeSupported(type) && audio.canPlayType(type) !== '',
  )
}

/** A microphone that is open, and what was heard since. */
export class Recorder {
  readonly levels: number[] = []
  readonly #stream: MediaStream
  readonly #recorder: MediaRecorder
  readonly #context = new AudioContext()
  readonly #parts: Blob[] = []
  readonly #stopped: Promise<unknown>
  readonly #ends = new AbortController()
  readonly #startedAt = performance.now()
  readonly #sampling: ReturnType<typeof setInterval>
  #durationMs: number | null = null

  /** @throws DOMException where there is no microphone, or none for us */
  static async open(interrupted: (why: Interruption) => void): Promise<Recorder> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    try {
      return new Recorder(stream, interrupted)
    } catch (error) {
      for (const track of stream.getTracks()) track.stop()
      throw error
    }
  }

  private constructor(stream: MediaStream, interrupted: (why: Interruption) => void) {
    this.#stream = stream
    const mimeType = usableType()
    this.#recorder = new MediaRecorder(stream, {
      ...(mimeType !== undefined && { mimeType }),
      audioBitsPerSecond: bitsPerSecond,
    })
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#parts.push(data))
    this.#stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve))
    this.#recorder.start(partMs)
    this.#sampling = this.#sample(() => interrupted('limit'))
    const { signal } = this.#ends
    const lost = () => interrupted('lost')
    this.#recorder.addEventListener('error', lost, { signal })
    for (const track of stream.getTracks())
      // A call takes the microphone without ending it.
      for (const type of ['ended', 'mute'] as const) track.addEventListener(type, lost, { signal })
    const left = () => document.hidden && interrupted('hidden')
    document.addEventListener('visibilitychange', left, { signal })
  }

  get durationMs(): number {
    const sinceMs = this.#durationMs ?? performance.now() - this.#startedAt
    return Math.min(limits.voiceMsMax, Math.round(sinceMs))
  }

  /** Gives the microphone back, with all that came from it. */
  async stop(): Promise<Recording> {
    this.#durationMs ??= this.durationMs
    this.#ends.abort()
    clearInterval(this.#sampling)
    if (this.#recorder.state !== 'inactive') this.#recorder.stop()
    await this.#stopped
    for (const track of this.#stream.getTracks()) track.stop()
    await this.#context.close()
    const type = this.#recorder.mimeType.replace(/;.*$/s, '')
    const content = new Blob(this.#parts, { type })
    return { content, type, durationMs: this.#durationMs, wave: waveOf(this.levels) }
  }

  #sample(full: () => void): ReturnType<typeof setInterval> {
    const analyser = this.#context.createAnalyser()
    this.#context.createMediaStreamSource(this.#stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    return setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      this.levels.push(levelOf(samples))
      if (this.durationMs >= limits.voiceMsMax) full()
    }, levelEveryMs)
  }
}
