import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

import type { Test } from 'tap'

/** What a line does to what it carries. */
export interface Weather {
  /** So much later everything arrives, in order; asked for each piece. */
  delayMs?: () => number
  bytesPerSecond?: number
}

/** Takes what comes on one connection to the server, and says what goes on. */
export type Alteration = (bytes: Buffer) => Buffer

/** A slow line takes no more than this in advance, so that the sender feels how slow it is. */
const aheadBytesMax = 16 * 1024

/** One direction of a connection. */
class Pipe {
  readonly #from: Socket
  readonly #to: Socket
  readonly #weather: Weather
  /** What is to happen at the other end, in order. Two timers that are due together fire in any order. */
  readonly #underWay: (() => void)[] = []
  #dueMs = 0
  #aheadBytes = 0
  isHalted = false

  constructor(from: Socket, to: Socket, weather: Weather, alter: Alteration) {
    this.#from = from
    this.#to = to
    this.#weather = weather
    from.on('data', (bytes) => this.#carry(alter(bytes)))
    from.on('end', () => this.#later(() => this.#end()))
    from.on('error', () => this.isHalted || this.#to.resetAndDestroy())
  }

  #carry(bytes: Buffer): void {
    const { delayMs, bytesPerSecond } = this.#weather
    if (this.isHalted) return
    if (!delayMs && !bytesPerSecond && this.#underWay.length === 0) return this.#deliver(bytes)
    const travelMs = bytesPerSecond ? (bytes.length / bytesPerSecond) * 1_000 : 0
    this.#dueMs = Math.max(this.#dueMs, performance.now() + (delayMs?.() ?? 0)) + travelMs
    this.#aheadBytes += bytes.length
    if (this.#aheadBytes > aheadBytesMax) this.#from.pause()
    this.#later(() => this.#arrive(bytes))
  }

  /** Behind all that is on its way. */
  #later(act: () => void): void {
    this.#underWay.push(act)
    setTimeout(() => this.#underWay.shift()?.(), this.#dueMs - performance.now()).unref()
  }

  #arrive(bytes: Buffer): void {
    this.#aheadBytes -= bytes.length
    if (this.isHalted) return
    if (this.#aheadBytes <= aheadBytesMax) this.#from.resume()
    this.#deliver(bytes)
  }

  #end(): void {
    if (!this.isHalted) this.#to.end()
  }

  #deliver(bytes: Buffer): void {
    if (this.#to.destroyed || this.#to.write(bytes)) return
    this.#from.pause()
    this.#to.once('drain', () => this.#from.resume())
  }
}

const unaltered: Alteration = (bytes) => bytes

/** One connection through the proxy. */
export class Line {
  readonly #ends: readonly [Socket, Socket]
  readonly #pipes: readonly [Pipe, Pipe]

  constructor(client: Socket, server: Socket, weather: Weather, alter: Alteration) {
    this.#ends = [client, server]
    this.#pipes = [new Pipe(client, server, weather, alter), new Pipe(server, client, weather, unaltered)]
    for (const socket of this.#ends) socket.setNoDelay(true)
  }

  /** At one end at least. */
  get isOpen(): boolean {
    return this.#ends.some(({ destroyed }) => !destroyed)
  }

  /** Of the end that the server sees. */
  get port(): number | undefined {
    return this.#ends[1].localPort
  }

  /** Both ends believe to be connected, and neither hears of the other any more. */
  halt(): void {
    for (const pipe of this.#pipes) pipe.isHalted = true
  }

  reset(): void {
    for (const socket of this.#ends) socket.resetAndDestroy()
  }
}

/** Carries connections to where `target` says at the moment, or refuses them when that is null. */
export class TcpProxy {
  readonly #server: Server
  readonly #target: () => number | null
  #lines: Line[] = []
  port = 0
  /** Of all connections: it may change at any time. */
  readonly weather: Weather = {}
  /** For each connection that comes from now on. */
  newAlteration: () => Alteration = () => unaltered

  private constructor(target: () => number | null) {
    this.#target = target
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#serve(socket))
  }

  static async open(t: Pick<Test, 'teardown'>, target: () => number | null): Promise<TcpProxy> {
    const proxy = new TcpProxy(target)
    await once(proxy.#server.listen(0, '127.0.0.1'), 'listening')
    proxy.port = (proxy.#server.address() as AddressInfo).port
    t.teardown(() => {
      proxy.#server.close()
      proxy.cut()
    })
    return proxy
  }

  /** The address with the proxy in the server's place. */
  before(url: URL): URL {
    const here = new URL(url)
    here.host = `127.0.0.1:${this.port}`
    return here
  }

  get lines(): readonly Line[] {
    this.#lines = this.#lines.filter(({ isOpen }) => isOpen)
    return this.#lines
  }

  /** All at once. */
  cut(): void {
    for (const line of this.lines) line.reset()
  }

  #serve(client: Socket): void {
    const port = this.#target()
    if (port === null) {
      client.on('error', () => undefined)
      client.resetAndDestroy()
      return
    }
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    this.#lines.push(new Line(client, server, this.weather, this.newAlteration()))
  }
}
