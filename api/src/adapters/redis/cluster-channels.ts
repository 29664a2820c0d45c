import type { Cluster } from 'ioredis'

import type { RemoteEvents } from '../../bus/remote-channels.ts'
import { BrokerChannels } from './broker-channels.ts'
import type { Link } from './link.ts'
import { newClusterSubscriber, retryDelayMs, type Commands } from './redis-server.ts'

/**
 * Sharded pub/sub: each channel lives on the node that has its slot, and costs the others nothing. Whatever
 * goes wrong, the subscriber is replaced by a new one: ioredis has states of several connections out of which
 * a reconnection does not lead, such as when a node dies while it connects to the others.
 */
export class ClusterChannels extends BrokerChannels {
  readonly #url: URL
  /** Null while it waits to be replaced. */
  #subscriber: Cluster | null = null
  #retry: NodeJS.Timeout | undefined
  #attempts = 0

  constructor(url: URL, link: Link) {
    super(link)
    this.#url = url
  }

  override open(events: RemoteEvents): void {
    super.open(events)
    this.#connect()
  }

  /** One command each: the channels are in different slots. */
  async subscribe(channels: readonly string[]): Promise<void> {
    const subscriber = this.#subscriber
    if (!subscriber) throw new Error('The subscriber is being replaced.')
    await Promise.all(channels.map((channel) => subscriber.ssubscribe(channel)))
    this.#attempts = 0
  }

  unsubscribe(channels: readonly string[]): void {
    for (const channel of channels) this.#subscriber?.sunsubscribe(channel).catch(() => undefined)
  }

  reset(): void {
    const subscriber = this.#subscriber
    if (!subscriber) return
    this.#subscriber = null // from here on it is not listened to
    subscriber.disconnect()
    this.#retry = setTimeout(() => this.#connect(), retryDelayMs((this.#attempts += 1)))
    this.events?.down()
  }

  protected disconnect(): void {
    clearTimeout(this.#retry)
    this.#subscriber?.disconnect()
    this.#subscriber = null
  }

  protected send(commands: Commands, channel: string, text: string): Promise<unknown> {
    return commands.spublish(channel, text)
  }

  #connect(): void {
    const subscriber = newClusterSubscriber(this.#url)
    this.#subscriber = subscriber
    const on = (event: string, act: () => unknown): void => {
      subscriber.on(event, () => {
        if (this.#subscriber === subscriber) act()
      })
    }
    subscriber.on('error', (error: Error) => this.link.report(error))
    subscriber.on('smessage', (channel: string, text: string) => this.events?.message(channel, text))
    on('ready', () => this.events?.up())
    on('close', () => this.reset())
    // Also said of a new connection, before it is ready.
    on('subscribersReady', () => subscriber.status === 'ready' && this.#onSlotsMoved())
    // With its channels; which ones these were the driver does not say. One that is gone before is not needed.
    on('-node', () => subscriber.status === 'ready' && this.reset())
  }

  #onSlotsMoved(): void {
    this.events?.down()
    this.events?.up()
  }
}
