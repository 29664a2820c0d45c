import type { RemoteChannels } from './remote-channels.ts'

/** One command names so many channels at most, so that a thousand rooms hold nobody else up. */
const channelsPerCommand = 500

/** Keeps the broker's subscriptions equal to what is wanted here. Changes of one moment go out together. */
export class RemoteSubscriptions {
  readonly #remote: RemoteChannels
  readonly #wanted = new Map<string, number>()
  /** Asked for on the present connection, with when it is confirmed. */
  readonly #asked = new Map<string, Promise<void>>()
  readonly #dirty = new Set<string>()
  #flush: Promise<void> | null = null
  #isUp = false

  constructor(remote: RemoteChannels) {
    this.#remote = remote
  }

  /** Resolves once texts of this channel arrive, or it is certain that they will not before the broker is back. */
  want(channel: string): Promise<void> {
    this.#wanted.set(channel, (this.#wanted.get(channel) ?? 0) + 1)
    return (this.#asked.get(channel) ?? this.#change(channel)).catch(() => undefined)
  }

  unwant(channel: string): void {
    const wanted = (this.#wanted.get(channel) ?? 0) - 1
    if (wanted > 0) return void this.#wanted.set(channel, wanted)
    this.#wanted.delete(channel)
    void this.#change(channel).catch(() => undefined)
  }

  /** On a new connection, which has no subscriptions. Rejects when they could not all be made. */
  async renew(): Promise<void> {
    this.#isUp = true
    for (const channel of this.#wanted.keys()) this.#dirty.add(channel)
    this.#send()
    await Promise.all(this.#asked.values())
  }

  forget(): void {
    this.#isUp = false
    this.#asked.clear()
    this.#dirty.clear()
  }

  #change(channel: string): Promise<void> {
    if (!this.#isUp) return Promise.resolve() // renew() will see to it
    this.#dirty.add(channel)
    this.#flush ??= Promise.resolve().then(() => {
      this.#flush = null
      this.#send()
    })
    return this.#flush.then(() => this.#asked.get(channel))
  }

  #send(): void {
    const changed = [...this.#dirty]
    this.#dirty.clear()
    const left = changed.filter((channel) => !this.#wanted.has(channel) && this.#asked.delete(channel))
    const joined = changed.filter((channel) => this.#wanted.has(channel) && !this.#asked.has(channel))
    if (left.length > 0) this.#remote.unsubscribe(left)
    for (let from = 0; from < joined.length; from += channelsPerCommand) {
      this.#join(joined.slice(from, from + channelsPerCommand))
    }
  }

  #join(channels: readonly string[]): void {
    const confirmed = this.#remote.subscribe(channels)
    for (const channel of channels) this.#asked.set(channel, confirmed)
    confirmed.catch(() => {
      // On another connection it does not matter any more.
      if (channels.some((channel) => this.#asked.get(channel) === confirmed)) this.#remote.reset()
    })
  }
}
