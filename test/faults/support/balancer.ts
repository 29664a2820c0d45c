import { setTimeout as wait } from 'node:timers/promises'

import type { Test } from 'tap'

import type { ServerProcess } from '../../support/processes/server-process.ts'
import { TcpProxy } from '../../support/network/tcp-proxy.ts'

const askEveryMs = 500
const answerMs = 3_000
/** What changes at an instance is known here by then. */
export const noticedMs = askEveryMs + answerMs

/** What stands before the instances in production: each new connection goes to the next that says it takes requests. */
export class Balancer {
  readonly proxy: TcpProxy
  readonly url: string
  readonly #serving: Map<number, boolean>
  #turn = 0

  private constructor(proxy: TcpProxy, serving: Map<number, boolean>) {
    this.proxy = proxy
    this.url = `http://127.0.0.1:${proxy.port}`
    this.#serving = serving
  }

  static async before(t: Pick<Test, 'teardown'>, instances: readonly ServerProcess[]): Promise<Balancer> {
    const serving = new Map(instances.map(({ url }) => [Number(new URL(url).port), true]))
    const over = new AbortController()
    const proxy = await TcpProxy.open(t, () => balancer.#next())
    const balancer = new Balancer(proxy, serving)
    const asking = [...serving.keys()].map((port) => balancer.#keepAsking(port, over.signal))
    t.teardown(async () => {
      over.abort()
      await Promise.all(asking)
    })
    return balancer
  }

  /** Whether each instance is known to take requests. */
  get servesAll(): boolean {
    return [...this.#serving.values()].every(Boolean)
  }

  #next(): number | null {
    const ports = [...this.#serving].filter(([, isUp]) => isUp).map(([port]) => port)
    return ports[this.#turn++ % ports.length] ?? null
  }

  async #keepAsking(port: number, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      this.#serving.set(port, await isServing(port))
      await wait(askEveryMs)
    }
  }
}

const isServing = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/servez`, { signal: AbortSignal.timeout(answerMs) }).then(
    ({ ok }) => ok,
    () => false,
  )
