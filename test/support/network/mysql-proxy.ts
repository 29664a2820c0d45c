import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

import type { Test } from 'tap'

import { freePort } from './free-port.ts'

/** What a packet is, by its first byte behind the header of four. */
const commands = { query: 0x03, prepare: 0x16, execute: 0x17 } as const

/** What becomes of a statement on its way to the server. */
export type Fate = 'pass' | 'lose the connection' | 'lose the answer'

/** Stands between a store and its server: it can go away, say nothing, and break a connection at a statement. */
export class MysqlProxy {
  readonly #server: Server = createServer((socket) => this.#serve(socket))
  readonly #sockets = new Set<Socket>()
  readonly #target: URL
  /** One that stays free while nothing listens there. */
  readonly #port: number
  #isPaused = false
  judge: (statement: string) => Fate = () => 'pass'

  private constructor(target: URL, port: number) {
    this.#target = target
    this.#port = port
  }

  static async before(t: Pick<Test, 'teardown'>, target: URL): Promise<MysqlProxy> {
    const proxy = new MysqlProxy(target, await freePort())
    await proxy.start()
    t.teardown(() => proxy.kill())
    return proxy
  }

  get url(): URL {
    const url = new URL(this.#target)
    url.host = `127.0.0.1:${this.#port}`
    return url
  }

  async start(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening')
  }

  /** As the server's death: connections break, and new ones are refused. */
  async kill(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    if (this.#server.listening) await once(this.#server.close(), 'close')
  }

  /** As a server that is stopped: connections are taken, and nothing is answered. */
  pause(): void {
    this.#isPaused = true
    for (const socket of this.#sockets) socket.pause()
  }

  resume(): void {
    this.#isPaused = false
    for (const socket of this.#sockets) socket.resume()
  }

  #serve(client: Socket): void {
    const server = connect(Number(this.#target.port), this.#target.hostname)
    const breakOff = (): void => {
      for (const socket of [client, server]) socket.destroy()
    }
    const statements = new Map<number, string>()
    let preparing: string | null = null
    let isAnswered = true
    client.on('data', (packet) => {
      if (packet[4] === commands.prepare) preparing = packet.toString('utf8', 5)
      const fate = this.#fateOf(packet, statements)
      if (fate === 'lose the connection') return breakOff()
      if (fate === 'lose the answer') isAnswered = false
      server.write(packet)
    })
    server.on('data', (answer) => {
      if (!isAnswered) return breakOff()
      if (preparing !== null) statements.set(answer.readInt32LE(5), preparing)
      preparing = null
      client.write(answer)
    })
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', breakOff).on('close', () => {
        this.#sockets.delete(socket)
        breakOff()
      })
      if (this.#isPaused) socket.pause()
    }
  }

  #fateOf(packet: Buffer, statements: ReadonlyMap<number, string>): Fate {
    if (packet[4] === commands.query) return this.judge(packet.toString('utf8', 5))
    if (packet[4] === commands.execute) return this.judge(statements.get(packet.readInt32LE(5)) ?? '')
    return 'pass'
  }
}
