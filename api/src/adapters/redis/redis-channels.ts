import type { Redis } from 'ioredis'

import type { RemoteChannels, RemoteEvents } from '../../bus/remote-channels.ts'
import { LinkPublisher } from './link-publisher.ts'
import type { Link } from './link.ts'
import { newSubscriber } from './redis-server.ts'

/** Pub/sub on a single server. */
export class RedisChannels implements RemoteChannels {
  readonly #publisher: LinkPublisher
  readonly #subscriber: Redis
  #events: RemoteEvents | null = null

  constructor(url: URL, link: Link) {
    this.#publisher = new LinkPublisher(link, (commands, channel, text) => commands.publish(channel, text))
    this.#subscriber = newSubscriber(url)
    this.#subscriber.on('error', (error: Error) => link.report(error))
    this.#subscriber.on('ready', () => this.#events?.up())
    this.#subscriber.on('close', () => this.#events?.down())
    this.#subscriber.on('message', (channel: string, text: string) => this.#events?.message(channel, text))
  }

  open(events: RemoteEvents): void {
    this.#events = events
  }

  publish(channel: string, text: string): boolean {
    return this.#publisher.publish(channel, text, () => this.#events?.lost())
  }

  probe(channel: string): void {
    this.#publisher.probe(channel)
  }

  async subscribe(channels: readonly string[]): Promise<void> {
    await this.#subscriber.subscribe(...channels)
  }

  unsubscribe(channels: readonly string[]): void {
    // Whether it worked does not matter: nobody here wants these texts any more.
    this.#subscriber.unsubscribe(...channels).catch(() => undefined)
  }

  reset(): void {
    this.#subscriber.disconnect(true)
  }

  close(): Promise<void> {
    this.#events = null
    this.#subscriber.disconnect()
    return Promise.resolve()
  }
}
