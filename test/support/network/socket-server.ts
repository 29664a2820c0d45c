import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

import type { ClientFrame, ServerFrame } from '@parley/shared'
import type { Test } from 'tap'
import { WebSocketServer, type WebSocket } from 'ws'

import { helloOf } from '../models/truth.ts'
import { until } from '../until.ts'

/** The other end of the client's WebSocket, in the hands of a test. */
export class SocketServer {
  readonly sockets: WebSocket[] = []
  readonly frames: ClientFrame[] = []
  readonly url: string

  private constructor(server: WebSocketServer) {
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('connection', (socket) => this.#accept(socket))
  }

  static async open(t: Test): Promise<SocketServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    t.teardown(() => {
      for (const socket of server.clients) socket.terminate()
      server.close()
    })
    return new SocketServer(server)
  }

  get last(): WebSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('Nobody is connected.')
    return socket
  }

  /** The nth connection is there. */
  async connected(count: number): Promise<void> {
    await until(() => this.sockets.length >= count, `connection ${count} is there`)
  }

  send(frame: ServerFrame): void {
    this.last.send(JSON.stringify(frame))
  }

  hello(): void {
    this.send(helloOf('first'))
  }

  async heard(count: number): Promise<void> {
    await until(() => this.frames.length >= count, `${count} frames have come`)
  }

  #accept(socket: WebSocket): void {
    this.sockets.push(socket)
    socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString())))
  }
}
