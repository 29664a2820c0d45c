import type { ClientFrame, ServerFrame, ServerFrameOf } from '@parley/shared'
import { signedOut, tooManySockets } from '@parley/shared/close-codes'
import * as limits from '@parley/shared/limits'

import type { Value } from '../state/observable.ts'
import { failed } from '../state/result.ts'
import type { ConnectionState } from '../state/session.ts'
import { backoffMs } from './backoff.ts'
import type { ClockAndRandom } from './clock-and-random.ts'
import { answerLateMs, heartbeatLateMs, SilenceTimer } from './silence-timer.ts'
import { parsedFrame } from './parsed-frame.ts'
import { Replies, type Asking, type Reply } from './replies.ts'

export interface RealtimeListener {
  onFrame(frame: ServerFrame): void
  /** The server said that the session has ended. */
  onSignedOut(): void
  /** A connection ended before it began, or does not begin. A browser does not tell why; the session may have ended. */
  onUnwelcome(): void
  /** It is not known whether the connection still holds: ask something, for the answer. */
  onUncertain(): void
}

/** When the server last said something, by both clocks. */
interface Heard {
  readonly at: Date
  readonly atMs: number
}

/** The version this client speaks. */
const protocol: ServerFrameOf<'hello'>['protocol'] = 1

/** From the start of a connection until the server's first frame. */
const helloLimitMs = 10_000
/** Whoever waits longer wants to read meanwhile. */
const helloPatienceMs = 3_000

/** The only one who opens a WebSocket. It comes back by itself, unless the server says that it should not. */
export class RealtimeClient {
  readonly #url: string
  readonly #state: Value<ConnectionState>
  readonly #clockAndRandom: ClockAndRandom
  readonly #listener: RealtimeListener
  readonly #replies = new Replies()
  readonly #silence = new SilenceTimer(
    () => this.#doubtIt(),
    () => this.#lost(null),
  )
  #socket: WebSocket | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #patience: ReturnType<typeof setTimeout> | undefined
  #lastHeard: Heard = { at: new Date(0), atMs: -Infinity }
  #heartbeatIntervalMs: number = limits.heartbeatIntervalMs
  #tries = 0

  constructor(
    url: string,
    state: Value<ConnectionState>,
    clockAndRandom: ClockAndRandom,
    listener: RealtimeListener,
  ) {
    this.#url = url
    this.#state = state
    this.#clockAndRandom = clockAndRandom
    this.#listener = listener
  }

  connect(): void {
    if (this.#state.get().kind === 'closed') this.#open()
  }

  disconnect(): void {
    this.#release()
    this.#tries = 0
    this.#state.set({ kind: 'closed' })
  }

  /** A good moment to try: the page came back, there is a network again, or someone does not want to wait. */
  wake(): void {
    const { kind } = this.#state.get()
    if (kind === 'offline' || kind === 'refused' || kind === 'doubtful') return this.#open()
    const silentMs = this.#silentMs()
    if (kind !== 'online' || silentMs <= answerLateMs) return
    if (silentMs > limits.deadAfterMs) return this.#open()
    if (silentMs > this.#heartbeatIntervalMs + heartbeatLateMs) this.#doubtIt()
    this.#listener.onUncertain()
  }

  /** The browser says that there is no network. */
  networkLost(): void {
    if (this.#isOpen()) this.#lost(null)
  }

  /** There is one again. What was begun without one may wait for long, and what is new does not. */
  networkBack(): void {
    if (this.#state.get().kind === 'connecting') this.#open()
    else this.wake()
  }

  /** Answers `unreachable` when it is not known whether the frame was carried out. */
  ask(frame: Asking): Promise<Reply> {
    if (!this.#isOpen()) return Promise.resolve(failed({ kind: 'unreachable' }))
    const { ref, reply } = this.#replies.expect()
    this.#send({ ...frame, ref })
    this.#silence.asked()
    return reply
  }

  /** The same server was asked another way. When it answers at last, this connection must still show that it lives. */
  async asked(answer: Promise<unknown>): Promise<void> {
    const socket = this.#socket
    const late = setTimeout(() => {
      if (socket === this.#socket) this.#doubtIt()
    }, answerLateMs)
    await answer
    clearTimeout(late)
    if (this.#state.get().kind === 'doubtful') this.#listener.onUncertain()
  }

  /**
   * By whichever clock says more: one may stand still while the device sleeps, as timers do, and the other may be set
   * back. Too much costs a question, or a new connection.
   */
  #silentMs(): number {
    const { at, atMs } = this.#lastHeard
    const now = this.#clockAndRandom.now()
    return Math.max(now.getTime() - at.getTime(), this.#clockAndRandom.monotonicMs() - atMs)
  }

  #open(): void {
    this.#release()
    this.#state.set({ kind: 'connecting' })
    const socket = new WebSocket(this.#url)
    this.#socket = socket
    this.#timer = setTimeout(() => this.#lost(null), helloLimitMs)
    this.#patience = setTimeout(() => this.#listener.onUnwelcome(), helloPatienceMs)
    socket.addEventListener('message', ({ data }) => {
      if (socket === this.#socket) this.#hear(String(data))
    })
    socket.addEventListener('close', ({ code }) => {
      if (socket === this.#socket) this.#lost(code)
    })
  }

  #hear(text: string): void {
    const frame = parsedFrame(text)
    if (frame === null) return
    this.#lastHeard = { at: this.#clockAndRandom.now(), atMs: this.#clockAndRandom.monotonicMs() }
    if (frame.type === 'hello') this.#heartbeatIntervalMs = frame.heartbeatIntervalMs
    this.#silence.heard(this.#heartbeatIntervalMs)
    if (frame.type === 'hello') this.#welcome(frame)
    if (!this.#isOpen()) return
    if (this.#state.get().kind === 'doubtful') this.#state.set({ kind: 'online' })
    if (frame.type === 'ping') this.#pong()
    if (frame.type === 'ack' || frame.type === 'refusal') this.#replies.settle(frame)
    this.#listener.onFrame(frame)
  }

  #welcome(frame: ServerFrameOf<'hello'>): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#patience)
    if (frame.protocol === protocol) return this.#state.set({ kind: 'online' })
    this.#release()
    this.#state.set({ kind: 'refused', reason: 'outdated-client' })
  }

  /** A connection that has lasted until a heartbeat is a good one. One that breaks sooner makes the next wait longer. */
  #pong(): void {
    this.#tries = 0
    this.#send({ type: 'pong' })
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  #lost(code: number | null): void {
    const wasOpen = this.#isOpen()
    this.#release()
    if (code === signedOut.code) {
      this.#state.set({ kind: 'closed' })
      return this.#listener.onSignedOut()
    }
    if (code === tooManySockets.code)
      return this.#state.set({ kind: 'refused', reason: 'too-many-connections' })
    this.#retryLater()
    if (!wasOpen) this.#listener.onUnwelcome()
  }

  #retryLater(): void {
    this.#tries += 1
    const waitMs = backoffMs(this.#tries, this.#clockAndRandom.random)
    this.#state.set({ kind: 'offline', retryAtMs: this.#clockAndRandom.monotonicMs() + waitMs })
    this.#timer = setTimeout(() => this.#open(), waitMs)
  }

  #doubtIt(): void {
    if (this.#state.get().kind === 'online') this.#state.set({ kind: 'doubtful' })
  }

  /** The server has said hello. */
  #isOpen(): boolean {
    const { kind } = this.#state.get()
    return kind === 'online' || kind === 'doubtful'
  }

  /** Whatever the old socket still says is not heard any more. */
  #release(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#patience)
    this.#silence.stop()
    const socket = this.#socket
    this.#socket = null
    socket?.close()
    this.#replies.giveUp()
  }
}
