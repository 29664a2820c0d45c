import { randomUUID } from 'node:crypto'

import { LeanSocket } from './lean-socket.ts'

/** How one connection reaches its server, and where it says something. */
export interface Seat {
  readonly url: string
  readonly headers: Record<string, string>
  /** Of the next message: it may be another one at each call. */
  readonly conversationId: () => string
}

export interface Listener {
  /** @param frame valid until the call returns */
  readonly onDelivery: (seat: number, frame: Buffer) => void
  readonly onAck: (seat: number) => void
  readonly onRefusal?: (seat: number) => void
  readonly onTyping?: () => void
}

const connectingAtOnce = 50
export const messageText = 'Shall we have tea at four, or would you rather meet at the usual place?'

/** Many connections that look at no more of a frame than is needed to know what it is. */
export class Fleet {
  listener: Listener = { onDelivery: () => undefined, onAck: () => undefined }
  /** Refusals, and connections that ended: what is measured with one is not what was meant. */
  failures = 0
  readonly #seats: readonly Seat[]
  readonly #greeting: 'none' | 'frame'
  readonly #sockets: LeanSocket[] = []

  /** @param greeting `frame` where the server speaks first */
  constructor(seats: readonly Seat[], greeting: 'none' | 'frame') {
    this.#seats = seats
    this.#greeting = greeting
  }

  async connect(): Promise<void> {
    for (let from = 0; from < this.#seats.length; from += connectingAtOnce) {
      const some = this.#seats.slice(from, from + connectingAtOnce)
      await Promise.all(some.map((seat, at) => this.#open(seat, from + at)))
    }
  }

  /** Says something, and answers with its clientId. */
  send(seat: number): string {
    const clientId = randomUUID()
    const conversationId = this.#seats[seat]?.conversationId() ?? ''
    this.#sockets[seat]?.send(
      `{"type":"send","ref":"1","conversationId":"${conversationId}","clientId":"${clientId}","text":"${messageText}"}`,
    )
    return clientId
  }

  everyoneTypes(): void {
    for (const [at, socket] of this.#sockets.entries()) {
      const conversationId = this.#seats[at]?.conversationId() ?? ''
      socket.send(`{"type":"typing","ref":"1","conversationId":"${conversationId}"}`)
    }
  }

  close(): void {
    for (const socket of this.#sockets) socket.close()
  }

  async #open({ url, headers }: Seat, at: number): Promise<void> {
    const greeted = Promise.withResolvers<void>()
    this.#sockets[at] = await LeanSocket.open(url, headers, {
      onText: (frame, socket) => {
        greeted.resolve()
        this.#onFrame(frame, at, socket)
      },
      onLost: () => (this.failures += 1),
    })
    if (this.#greeting === 'frame') await greeted.promise
  }

  /** `{"type":"ack"` and `{"type":"message"` of Parley; the reference passes on `{"type":"send"`. */
  #onFrame(frame: Buffer, at: number, socket: LeanSocket): void {
    const kind = frame[9]
    if (kind === 0x61) this.listener.onAck(at)
    else if (kind === 0x6d || kind === 0x73) this.listener.onDelivery(at, frame)
    else this.#onOther(frame.toString('latin1', 9, 16), at, socket)
  }

  #onOther(kind: string, at: number, socket: LeanSocket): void {
    if (kind.startsWith('ping')) socket.send('{"type":"pong"}')
    if (kind.startsWith('typing')) this.listener.onTyping?.()
    if (kind !== 'refusal') return
    this.failures += 1
    this.listener.onRefusal?.(at)
  }
}

const clientIdKey = '"clientId":"'
const uuidLength = 36

/** Which message it is that a frame brings. */
export function clientIdOf(frame: Buffer): string {
  const start = frame.indexOf(clientIdKey) + clientIdKey.length
  return frame.toString('latin1', start, start + uuidLength)
}
