import type { Writable } from 'node:stream'

import { closeCodes, limits, type CloseReason, type ServerFrame, type ServerFrameOf } from '@parley/shared'
import type { WebSocket } from 'ws'

import type { Viewer } from '../../domain/viewer.ts'
import { encode } from './encode.ts'
import type { WriteCoalescer } from './write-coalescer.ts'

/** How long a peer may take to close before the socket is destroyed. */
const closeWaitMs = 5_000
/** One fewer than fit, since a peer may vanish right after it answered one: even then it is found in time. */
const unansweredMax = Math.floor(limits.deadAfterMs / limits.heartbeatIntervalMs) - 1

export interface ConnectionEvents {
  /** False when the account has sent as many frames as it may. */
  readonly mayCome: () => boolean
  /** One text frame, unread. */
  readonly frame: (connection: Connection, text: string) => void
  readonly closed: (connection: Connection) => void
}

/** A socket, with the stream below it and the writes of this turn of the event loop. */
export interface Line {
  readonly socket: WebSocket
  readonly stream: Writable
  readonly writes: WriteCoalescer
}

export interface ConnectionLimits {
  readonly unsentBytes: number
}

/** One socket: what may be sent to it, and what may come from it. */
export class Connection {
  readonly viewer: Viewer
  readonly #line: Line
  readonly #events: ConnectionEvents
  readonly #limits: ConnectionLimits
  /** Frames that came in before the connection was ready for them. */
  #early: string[] | null = []
  #pingsUnanswered = 0
  #closing = false
  /** Frames of this turn of the event loop, with their bytes in all. */
  #unwritten: Buffer[] = []
  #unwrittenBytes = 0

  /** Listens from the first moment, so that no frame of an eager client is lost. */
  constructor(line: Line, viewer: Viewer, events: ConnectionEvents, bounds: ConnectionLimits) {
    this.#line = line
    const { socket } = line
    this.viewer = viewer
    this.#events = events
    this.#limits = bounds
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#onMessage(data, isBinary))
    socket.on('close', () => this.#onClose())
    socket.on('error', () => undefined) // 'close' follows, with the code that says what it was
    socket.pause()
  }

  get isOpen(): boolean {
    return !this.#closing
  }

  /** Greets, and takes frames from now on, the early ones first. */
  begin(hello: ServerFrameOf<'hello'>): void {
    const early = this.#early ?? []
    this.#early = null
    this.send(hello)
    for (const text of early) this.#events.frame(this, text)
    if (this.isOpen) this.#line.socket.resume()
  }

  send(frame: ServerFrame): void {
    this.sendEncoded(encode(frame))
  }

  /**
   * One buffer may go to many connections. A reader too slow to keep up is cut off, and resumes by rev. Nothing
   * goes before the greeting, from which on the client asks for what has been.
   */
  sendEncoded(frame: Buffer): void {
    if (this.#closing || this.#early) return
    if (this.#unwritten.push(frame) === 1) this.#line.writes.schedule(this)
    this.#unwrittenBytes += frame.length
    if (this.#line.stream.writableLength + this.#unwrittenBytes > this.#limits.unsentBytes)
      this.close('tooSlow')
  }

  /** Frames go past the WebSocket's own sender, which would make their headers again for each connection. */
  flush(): void {
    const frames = this.#unwritten
    const [first] = frames
    if (!first) return
    this.#unwritten = []
    this.#unwrittenBytes = 0
    const { socket, stream } = this.#line
    if (socket.readyState !== socket.OPEN) return // nothing may follow its close frame
    stream.write(frames.length === 1 ? first : Buffer.concat(frames))
  }

  /** The heartbeat. Any frame from the client counts as an answer. */
  ping(frame: Buffer): void {
    if (this.#early) return
    if (this.#pingsUnanswered >= unansweredMax) return this.close('silent')
    this.#pingsUnanswered += 1
    this.sendEncoded(frame)
  }

  close(reason: CloseReason): void {
    if (this.#closing) return
    this.#closing = true
    this.flush()
    this.#line.socket.resume() // or the peer's own close frame would never be read
    this.#line.socket.close(closeCodes[reason].code, closeCodes[reason].reason)
    setTimeout(() => this.#line.socket.terminate(), closeWaitMs).unref()
  }

  #onMessage(data: Buffer, isBinary: boolean): void {
    if (this.#closing) return
    this.#pingsUnanswered = 0
    if (!this.#events.mayCome()) return this.close('tooManyFrames')
    const text = isBinary ? '' : data.toString() // an empty text is no frame and answered as such
    if (this.#early) this.#early.push(text)
    else this.#events.frame(this, text)
  }

  #onClose(): void {
    this.#closing = true
    this.#events.closed(this)
  }
}
