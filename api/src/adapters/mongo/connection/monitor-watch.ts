import { setTimeout as wait } from 'node:timers/promises'

import type { MongoClient } from 'mongodb'

/** Between two attempts to connect; an attempt itself takes as long as the driver looks for a server. */
const retryMs = 500

/** A client of the driver's, whose collections go on to work after both. */
interface Renewable {
  close(): Promise<unknown>
  connect(): Promise<unknown>
}

/**
 * Connects anew when the driver has stopped looking for a server. Its monitor waits until a socket has room for the
 * question whether the server is there; when that socket ends cleanly at that moment, it waits for ever (mongodb 7.9.0,
 * `once` in its utils.js hears no 'close') and never asks again, so that a server that is back would not be
 * found. Servers that tell their topology's version, as MongoDB does from 4.4 on, get out of it by themselves.
 */
export class MonitorWatch {
  /** By the server's address. */
  readonly #asked = new Map<string, NodeJS.Timeout>()
  readonly #limitMs: number
  readonly #client: Renewable
  readonly #ended = new AbortController()
  #renewal: Promise<void> | null = null

  /** @param limitMs longer than the driver itself waits for an answer to that question */
  constructor(events: Pick<MongoClient, 'on'>, client: Renewable, limitMs: number) {
    this.#client = client
    this.#limitMs = limitMs
    events.on('serverHeartbeatStarted', ({ connectionId, awaited }) => this.#begin(connectionId, awaited))
    events.on('serverHeartbeatSucceeded', ({ connectionId }) => this.#settle(connectionId))
    events.on('serverHeartbeatFailed', ({ connectionId }) => this.#settle(connectionId))
    events.on('serverClosed', ({ address }) => this.#settle(address))
  }

  /** Resolves when the client is left alone, connected or not. */
  async end(): Promise<void> {
    this.#ended.abort()
    await this.#renewal
  }

  #begin(address: string, awaited: boolean): void {
    this.#settle(address)
    if (awaited) return // the server answers it when something changes
    const timer = setTimeout(() => this.#look(address, timer), this.#limitMs)
    timer.unref()
    this.#asked.set(address, timer)
  }

  #settle(address: string): void {
    clearTimeout(this.#asked.get(address))
    this.#asked.delete(address)
  }

  /** After a pause of this process the answer may lie there unread. */
  #look(address: string, timer: NodeJS.Timeout): void {
    setImmediate(() => {
      if (this.#asked.get(address) === timer) this.#renewal ??= this.#renew()
    })
  }

  /** A client that failed to connect is closed, and would never try again by itself. */
  async #renew(): Promise<void> {
    await this.#client.close().catch(() => undefined)
    while (!this.#ended.signal.aborted && !(await this.#isConnected())) {
      await wait(retryMs, undefined, { signal: this.#ended.signal }).catch(() => undefined)
    }
    this.#renewal = null
  }

  #isConnected(): Promise<boolean> {
    return this.#client.connect().then(
      () => true,
      () => false,
    )
  }
}
