import type { Redis } from 'ioredis'

import { BrokerChannels } from './broker-channels.ts'
import type { Link } from './link.ts'
import { newSubscriber, type Commands } from './redis-server.ts'

/** Pub/sub on a single server. */
export class RedisChannels extends BrokerChannels {
  readonly #subscriber: Redis

  constructor(url: URL, link: Link) {
    super(link)
    this.#subscriber = newSubscriber(url)
    this.#subscriber.on('error', (error: Error) => link.report(error))
    this.#subscriber.on('ready', () => this.events?.up())
    this.#subscriber.on('close', () => this.events?.down())
    this.#subscriber.on('message', (channel: string, text: string) => this.events?.message(channel, text))
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

  protected disconnect(): void {
    this.#subscriber.disconnect()
  }

  protected send(commands: Commands, channel: string, text: string): Promise<unknown> {
    return commands.publish(channel, text)
  }
}
