import { once } from 'node:events'

import type { ClientFrame, ServerFrame, ServerFrameOf } from '@parley/shared'
import { WebSocket } from 'ws'

import { serverFrameIsValid } from '../models/server-frame.ts'

type WithoutRef<Frame> = Frame extends { ref: string } ? Omit<Frame, 'ref'> : Frame
export type Reply = ServerFrameOf<'ack'> | ServerFrameOf<'refusal'>

export interface Handshake {
  readonly port: number
  readonly cookie?: string
  readonly origin?: string
  readonly headers?: Readonly<Record<string, string>>
  /** As all clients do, unless it is said otherwise. */
  readonly answersPings?: boolean
}

const waitMs = 20_000

/** A client over a real socket. Every frame that it gets is held against the schemas. */
export class TestClient {
  readonly socket: WebSocket
  readonly frames: ServerFrame[] = []
  /** Set once the connection has ended. */
  ended: { code: number; reason: string } | null = null
  readonly #waiting = new Set<() => void>()
  #lastRef = 0
  readonly #answersPings: boolean

  private constructor(socket: WebSocket, answersPings: boolean) {
    this.socket = socket
    this.#answersPings = answersPings
    socket.on('message', (data: Buffer) => this.#onFrame(data.toString()))
    socket.on('close', (code, reason) => {
      this.ended = { code, reason: reason.toString() }
      this.#wake()
    })
    socket.on('error', () => undefined)
  }

  /** @throws Error with the HTTP status when the handshake is refused */
  static async connect(handshake: Handshake): Promise<TestClient> {
    const { port, cookie, origin = 'http://parley.test', answersPings = true } = handshake
    const headers = {
      ...handshake.headers,
      ...(cookie !== undefined && { cookie }),
      ...(origin && { origin }),
      host: 'parley.test',
    }
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/realtime`, { headers })
    const client = new TestClient(socket, answersPings)
    await once(client.socket, 'open')
    return client
  }

  /** Connected, and greeted: from here on every event arrives. */
  static async join(handshake: Handshake): Promise<TestClient> {
    const client = await TestClient.connect(handshake)
    await client.next('hello')
    return client
  }

  async request(frame: WithoutRef<Exclude<ClientFrame, { type: 'pong' }>>): Promise<Reply> {
    const ref = String(++this.#lastRef)
    this.raw(JSON.stringify({ ...frame, ref }))
    return this.until(
      (found): found is Reply => isReply(found) && found.ref === ref,
      `the reply to ${frame.type}`,
    )
  }

  raw(text: string | Buffer): void {
    this.socket.send(text)
  }

  /** Takes the first frame of this type that was not taken yet, now or when it comes. */
  next<Type extends ServerFrame['type']>(
    type: Type,
    fits: (frame: ServerFrameOf<Type>) => boolean = () => true,
  ): Promise<ServerFrameOf<Type>> {
    const isIt = (frame: ServerFrame): frame is ServerFrameOf<Type> =>
      frame.type === type && fits(frame as ServerFrameOf<Type>)
    return this.until(isIt, `a frame '${type}'`)
  }

  async until<Frame extends ServerFrame>(
    isIt: (frame: ServerFrame) => frame is Frame,
    what: string,
  ): Promise<Frame> {
    let found: Frame | undefined
    await this.#settled(() => {
      const at = this.frames.findIndex(isIt)
      if (at === -1) return this.ended !== null
      found = this.frames.splice(at, 1).find(isIt)
      return true
    }, what)
    if (!found) throw new Error(`The connection ended (${this.ended?.code}) before ${what} came.`)
    return found
  }

  async end(): Promise<{ code: number; reason: string }> {
    await this.#settled(() => this.ended !== null, 'the end')
    return this.ended ?? { code: 0, reason: '' }
  }

  /** What has come so far and was not taken, once all that was on its way is here. */
  async rest(): Promise<ServerFrame[]> {
    this.socket.ping()
    await once(this.socket, 'pong')
    return this.frames
  }

  close(): void {
    this.socket.terminate()
  }

  #onFrame(text: string): void {
    const frame = JSON.parse(text) as ServerFrame
    if (!serverFrameIsValid(frame)) throw new Error(`The schemas do not know this frame: ${text}`)
    if (frame.type === 'ping') {
      if (this.#answersPings && this.socket.readyState === WebSocket.OPEN) this.raw('{"type":"pong"}')
    }
    this.frames.push(frame)
    this.#wake()
  }

  #wake(): void {
    for (const wake of this.#waiting) wake()
  }

  async #settled(isDone: () => boolean, what: string): Promise<void> {
    if (isDone()) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error(`Waited ${waitMs} ms for ${what}.`)), waitMs)
      const wake = (): void => {
        if (isDone()) settle(null)
      }
      const settle = (error: Error | null): void => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        if (error) reject(error)
        else resolve()
      }
      this.#waiting.add(wake)
    })
  }
}

const isReply = (frame: ServerFrame): frame is Reply => frame.type === 'ack' || frame.type === 'refusal'
