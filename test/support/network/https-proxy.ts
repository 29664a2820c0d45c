import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'

import type { Test } from 'tap'

import { temporaryFolder } from '../databases/stores.ts'

const forwarded = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' }

/** https before plain instances, which take turns from request to request, with everything below a path. */
export class HttpsProxy {
  readonly url: string
  /** A file: what has to be trusted. */
  readonly certificate: string
  readonly #path: string
  readonly #sockets = new Set<Duplex>()
  #ports: readonly number[] = []
  #turn = 0

  private constructor(port: number, path: string, certificate: string) {
    this.url = `https://localhost:${port}${path}`
    this.certificate = certificate
    this.#path = path
  }

  static async open(t: Pick<Test, 'teardown'>, path: string): Promise<HttpsProxy> {
    const { key, certificate } = await selfSigned(t)
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const proxy = new HttpsProxy((server.address() as AddressInfo).port, path, certificate)
    server.on('request', (incoming, response) => proxy.#carry(incoming, response))
    server.on('upgrade', (incoming, socket) => proxy.#upgrade(incoming, socket))
    t.teardown(() => {
      for (const socket of proxy.#sockets) socket.destroy()
      server.close()
      server.closeAllConnections()
    })
    return proxy
  }

  leadTo(...urls: string[]): void {
    this.#ports = urls.map((url) => Number(new URL(url).port))
  }

  #carry(incoming: IncomingMessage, response: ServerResponse): void {
    const { method, headers } = incoming
    const target = { host: '127.0.0.1', port: this.#nextPort(), method, path: this.#below(incoming) }
    const onward = request({ ...target, headers: { ...headers, ...forwarded } })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    incoming.pipe(onward)
  }

  #upgrade(incoming: IncomingMessage, socket: Duplex): void {
    this.#sockets.add(socket)
    const onward = connect(this.#nextPort(), '127.0.0.1')
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
    const headers = Object.entries({ ...incoming.headers, ...forwarded })
    const lines = headers.map(([name, value]) => `${name}: ${String(value)}`)
    onward.write([`GET ${this.#below(incoming)} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
    socket.pipe(onward).pipe(socket)
  }

  #nextPort(): number {
    return this.#ports[this.#turn++ % this.#ports.length] ?? 0
  }

  /** What is not below the path leads nowhere. */
  #below({ url = '' }: IncomingMessage): string {
    return url.startsWith(`${this.#path}/`) ? url.slice(this.#path.length) : '/nowhere'
  }
}

async function selfSigned(t: Pick<Test, 'teardown'>): Promise<{ key: string; certificate: string }> {
  const folder = await temporaryFolder(t)
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key]
  execFileSync('openssl', ['req', '-x509', ...newKey, '-out', certificate, '-days', '1', ...subject], {
    stdio: 'ignore',
  })
  return { key, certificate }
}
