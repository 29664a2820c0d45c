import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import type { Duplex } from 'node:stream'

export interface SocketListener {
  /** The bytes of a text frame, which are valid until the call returns. */
  readonly onText: (text: Buffer, socket: LeanSocket) => void
  /** It ended, and not by this side. */
  readonly onLost: () => void
}

const textOpcode = 0x1
const lengthInTwoBytes = 126
const lengthInEightBytes = 127
const mask = randomBytes(4)

/**
 * A WebSocket that does no more than a load generator needs, so that the generator costs less than the server
 * it measures: frames are looked at where they lie, and none is in several parts or above 64 KiB.
 */
export class LeanSocket {
  readonly #stream: Duplex
  readonly #listener: SocketListener
  #unread: Buffer = Buffer.alloc(0)
  #isClosed = false

  private constructor(stream: Duplex, listener: SocketListener) {
    this.#stream = stream
    this.#listener = listener
    stream.on('error', () => undefined) // 'close' follows
    stream.on('close', () => {
      if (!this.#isClosed) listener.onLost()
    })
    stream.on('data', (data: Buffer) => this.#read(data))
  }

  /** @param url of the handshake, with http */
  static async open(
    url: string,
    headers: Record<string, string>,
    listener: SocketListener,
  ): Promise<LeanSocket> {
    const { stream, head } = await upgrade(url, headers)
    if (head.length > 0) stream.unshift(head) // the first frame came with the answer to the handshake
    return new LeanSocket(stream, listener)
  }

  send(text: string): void {
    this.#stream.write(frameOf(text))
  }

  close(): void {
    this.#isClosed = true
    this.#stream.destroy()
  }

  #read(data: Buffer): void {
    const bytes = this.#unread.length === 0 ? data : Buffer.concat([this.#unread, data])
    let at = 0
    for (;;) {
      const start = at + headerLength(bytes, at)
      const end = start + payloadLength(bytes, at)
      if (end > bytes.length) break
      if (((bytes[at] ?? 0) & 0xf) === textOpcode) this.#listener.onText(bytes.subarray(start, end), this)
      at = end
    }
    this.#unread = bytes.subarray(at)
  }
}

function upgrade(
  url: string,
  headers: Record<string, string>,
): Promise<{ readonly stream: Duplex; readonly head: Buffer }> {
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
  }
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { ...headers, ...handshake }, agent: false })
    request.on('upgrade', (_response, stream, head) => resolve({ stream, head }))
    request.on('response', (response) => {
      response.resume()
      reject(new Error(`The handshake was answered with ${response.statusCode}.`))
    })
    request.on('error', reject)
  })
}

const shortLength = (bytes: Buffer, at: number): number => (bytes[at + 1] ?? 0) & 0x7f

const headerLength = (bytes: Buffer, at: number): number =>
  shortLength(bytes, at) < lengthInTwoBytes ? 2 : 4

/** Infinite while it is not known yet. */
function payloadLength(bytes: Buffer, at: number): number {
  if (at + headerLength(bytes, at) > bytes.length) return Infinity
  const length = shortLength(bytes, at)
  if (length === lengthInEightBytes) throw new Error('A frame is longer than 64 KiB.')
  return length < lengthInTwoBytes ? length : bytes.readUInt16BE(at + 2)
}

/** Masked, as a client's frames have to be. */
function frameOf(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const isShort = length < lengthInTwoBytes
  const header = isShort ? 6 : 8
  const frame = Buffer.allocUnsafe(header + length)
  frame[0] = 0x80 | textOpcode
  frame[1] = 0x80 | (isShort ? length : lengthInTwoBytes)
  if (!isShort) frame.writeUInt16BE(length, 2)
  mask.copy(frame, header - mask.length)
  frame.write(text, header)
  for (let at = 0; at < length; at++) frame[header + at] = (frame[header + at] ?? 0) ^ (mask[at & 3] ?? 0)
  return frame
}
