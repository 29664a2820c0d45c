import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'

import type { Test } from 'tap'

/** A proxy that carries every request, and WebSockets only when it is told to. */
export class StubbornProxy {
  readonly url: string
  #target = 0
  readonly #sockets = new Set<Duplex>()
  /** `silent` takes the handshake and never answers. */
  upgrades: 'refused' | 'silent' | 'carried' = 'refused'

  private constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`
  }

  static async open(t: Pick<Test, 'teardown'>): Promise<StubbornProxy> {
    const server = createServer((incoming, response) => proxy.#carry(incoming, response))
    server.on('upgrade', (incoming: IncomingMessage, socket: Socket) => proxy.#upgrade(incoming, socket))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const proxy = new StubbornProxy((server.address() as AddressInfo).port)
    t.teardown(() => {
      for (const socket of proxy.#sockets) socket.destroy()
      server.close()
      server.closeAllConnections()
    })
    return proxy
  }

  leadTo(url: string): void {
    this.#target = Number(new URL(url).port)
  }

  #carry(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, url, headers } = incoming
    const onward = request({ host: '127.0.0.1', port: this.#target, method, path: url, headers })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }

  #upgrade({ method, url, rawHeaders }: IncomingMessage, socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    if (this.upgrades === 'refused') socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
    if (this.upgrades !== 'carried') return
    const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? `${name}: ${rawHeaders[at + 1]}` : []))
    const onward = connect(this.#target, '127.0.0.1')
    onward.on('error', () => socket.destroy())
    onward.write([`${method} ${url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
    socket.pipe(onward).pipe(socket)
  }
}
