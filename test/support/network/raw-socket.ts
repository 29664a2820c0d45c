import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'

import type { Handshake } from './ws-client.ts'

const waitMs = 20_000
const closeFrame = 0x88

/** A WebSocket client that writes whatever bytes it is told to, which no library would. */
export class RawSocket {
  readonly #socket: Socket
  /** Of the server's answer to the handshake. */
  readonly head: string
  readonly #ended: Promise<void>
  #received: Buffer

  private constructor(socket: Socket, head: string, rest: Buffer) {
    this.#socket = socket
    this.head = head
    this.#received = rest
    socket.on('data', (data: Buffer) => {
      this.#received = Buffer.concat([this.#received, data])
      if (closeFrameIn(this.#received)) socket.end()
    })
    socket.on('error', () => undefined) // the server may be quicker with closing than we with writing
    this.#ended = new Promise((resolve) => socket.once('close', () => resolve()))
  }

  static async open({ port, cookie = '', headers = {} }: Handshake, path = '/api/v1/realtime') {
    const socket = connect(port, '127.0.0.1')
    const lines = Object.entries({ ...standard, ...(cookie && { cookie }), ...headers })
    socket.write(
      `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    )
    let answer = Buffer.alloc(0)
    while (!answer.includes('\r\n\r\n')) {
      const [data] = (await once(socket, 'data', { signal: AbortSignal.timeout(waitMs) })) as [Buffer]
      answer = Buffer.concat([answer, data])
    }
    const end = answer.indexOf('\r\n\r\n') + 4
    return new RawSocket(socket, answer.subarray(0, end).toString(), answer.subarray(end))
  }

  /** Resolves when the kernel has taken them, or the connection is gone. */
  async write(bytes: Buffer): Promise<void> {
    if (this.#socket.destroyed) return
    await new Promise<void>((resolve) => this.#socket.write(bytes, () => resolve()))
  }

  /** Waits for the end. @returns the code of the server's close frame; null when it sent none */
  async closeCode(): Promise<number | null> {
    await Promise.race([this.#ended, setTimeout(waitMs, undefined, { ref: false })])
    const payload = closeFrameIn(this.#received)
    return payload && payload.length >= 2 ? payload.readUInt16BE() : null
  }

  destroy(): void {
    this.#socket.destroy()
  }
}

const standard = {
  Host: 'parley.test',
  Origin: 'http://parley.test',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
}

/** Its payload, once it has come. */
function closeFrameIn(received: Buffer): Buffer | null {
  for (let at = 0; ;) {
    const payload = payloadAt(received, at)
    if (!payload) return null
    const { start, length } = payload
    if (received[at] === closeFrame) return received.subarray(start, start + length)
    at = start + length
  }
}

/** Of a frame of the server, which masks none; null while not all is there that tells its length. */
function payloadAt(bytes: Buffer, at: number): { start: number; length: number } | null {
  const length = bytes[at + 1]
  const start = at + (length === 126 ? 4 : length === 127 ? 10 : 2)
  if (length === undefined || start > bytes.length) return null
  if (length === 126) return { start, length: bytes.readUInt16BE(at + 2) }
  if (length === 127) return { start, length: Number(bytes.readBigUInt64BE(at + 2)) }
  return { start, length }
}

/** One frame as a client sends it; a mask of zeros leaves the payload as it is. */
export function masked(firstByte: number, payload: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(payload)
  const short = bytes.length <= 125
  const length = short
    ? Buffer.from([0x80 | bytes.length])
    : Buffer.from([0xfe, bytes.length >> 8, bytes.length & 255])
  return Buffer.concat([Buffer.from([firstByte]), length, Buffer.alloc(4), bytes])
}
