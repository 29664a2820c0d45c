import type { AddressInfo } from 'node:net'

import type { FastifyInstance } from 'fastify'
import type { Test } from 'tap'
import { WebSocket } from 'ws'

import { createApp, type App } from '../../../web/src/app.ts'
import { origin } from '../app/app.ts'
import { FakeStorage } from './fake-storage.ts'
import { until } from '../until.ts'

/** Cookies by host. Each browser of a test reaches the same server under a name of its own. */
type Jar = Map<string, string>

const nativeFetch = globalThis.fetch

/** No resolver knows those names: this machine is behind all of them. */
const atServer = (url: string): string => url.replace(/\/\/browser\d+\.test:/, '//127.0.0.1:')

/** Gives this process what a page has: requests that carry cookies and their origin. */
export function holdBrowsers(t: Test): Browsers {
  const browsers = new Browsers(new Map())
  const native = { fetch: globalThis.fetch, WebSocket: globalThis.WebSocket }
  Object.assign(globalThis, { fetch: browsers.fetch, WebSocket: browsers.socketClass() })
  t.teardown(() => {
    browsers.closeAll()
    Object.assign(globalThis, native)
  })
  return browsers
}

export class Browsers {
  readonly #jar: Jar
  readonly #sockets = new Set<WebSocket>()
  readonly #apps = new Set<App>()
  /** While it is off, nothing goes out and nothing comes in. */
  isNetworkUp = true
  /** Requests to such paths go out without the cookie. */
  strayPaths = /^never$/
  /** What the clocks of these browsers say, which people set. */
  now = (): Date => new Date()
  /** And by what they measure. */
  monotonicMs = (): number => performance.now()
  /** The paths that have been answered. */
  readonly answered: string[] = []

  constructor(jar: Jar) {
    this.#jar = jar
  }

  /** Opens the client in a browser, which is told from others by its number. */
  open(server: FastifyInstance, number: number, storage: FakeStorage = new FakeStorage()): App {
    const { port } = server.server.address() as AddressInfo
    const app = createApp({
      apiOrigin: `http://browser${number}.test:${port}`,
      pageOrigin: origin,
      storage,
      onStorageChanged: () => undefined,
      indexedDb: undefined,
      isVisible: () => true,
      savesData: () => false,
      onWakeUp: () => undefined,
      onNetworkLost: () => undefined,
      onNetworkBack: () => undefined,
      clockAndRandom: {
        now: () => this.now(),
        monotonicMs: () => this.monotonicMs(),
        random: () => 0,
        uuid: () => crypto.randomUUID(),
      },
    })
    this.#apps.add(app)
    return app
  }

  cutNetwork(): void {
    this.isNetworkUp = false
    for (const socket of this.#sockets) socket.terminate()
  }

  closeAll(): void {
    for (const app of this.#apps) app.stop()
    for (const socket of this.#sockets) socket.terminate()
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (!this.isNetworkUp) throw new TypeError('The network is cut.')
    const { host, pathname } = new URL(url)
    const own = this.strayPaths.test(pathname) ? { origin } : this.#headers(host)
    const response = await nativeFetch(atServer(url), { ...init, headers: { ...init.headers, ...own } })
    this.answered.push(pathname)
    for (const cookie of response.headers.getSetCookie()) this.#jar.set(host, cookie.split(';')[0] ?? '')
    return response
  }

  socketClass(): new (url: string) => WebSocket {
    const sockets = this.#sockets
    const headersOf = (url: string) => ({
      ...this.#headers(new URL(url).host),
      ...(!this.isNetworkUp && { cookie: '' }),
    })
    return class extends WebSocket {
      constructor(url: string) {
        super(atServer(url), { headers: headersOf(url) })
        sockets.add(this)
        this.on('error', () => undefined)
      }
    }
  }

  #headers(host: string): Record<string, string> {
    const cookie = this.#jar.get(host)
    return { origin, ...(cookie && { cookie }) }
  }
}

/** Resolves when a watched value is as it should be. */
export async function seen<T>(
  readable: { get(): T },
  condition: (value: T) => boolean,
  what: string,
): Promise<T> {
  await until(() => condition(readable.get()), what)
  return readable.get()
}
