import type { Bus, BusHandler, BusWatcher, Topic } from './bus.ts'
import { parseEvent, type BusEvent } from './events.ts'
import { LocalBus } from './local-bus.ts'
import type { RemoteChannels } from './remote-channels.ts'
import { RemoteSubscriptions } from './remote-subscriptions.ts'

/** What a bus over a network tells about itself. */
export interface BusObserver {
  /** A handler threw; the others ran all the same. */
  failed(error: unknown, topic: Topic): void
  interrupted(): void
  restored(): void
  /** An event that other instances did not get. */
  lost(): void
  /** A text that is no event. */
  refused(): void
}

export interface RedisBusOptions {
  /** Marks this instance's own events, which it does not take a second time. A UUID. */
  readonly instanceId: string
  /** Before every channel, so that several Parleys can share one Redis. */
  readonly prefix: string
}

/** The largest message, every character of it escaped, stays far below. */
const textMax = 256 * 1024
const pulseEveryMs = 500
/** Pulses are counted and not timed, so that an instance that stood still itself does not blame the broker. */
const unansweredMax = 4
/** A connection that stays mute for so many pulses is replaced. */
const unansweredUntilReset = 20

/**
 * Local handlers hear their own instance's events at once, the others' through Redis. What is published
 * is lost to those who are out of reach; all learn when that may have happened:
 * - an instance sends itself a pulse through Redis, and without it takes itself for interrupted;
 * - an instance that could not publish tells all others once it can.
 */
export class RedisBus implements Bus {
  readonly #remote: RemoteChannels
  readonly #observer: BusObserver
  readonly #local: LocalBus
  readonly #subscriptions: RemoteSubscriptions
  readonly #instanceId: string
  readonly #prefix: string
  readonly #watchers: BusWatcher[] = []
  #pulse: NodeJS.Timeout | undefined
  #unanswered = 0
  #isSubscribed = false
  #isConnected = false
  /** Others have missed an event of this instance and do not know it yet. */
  #hasLost = false

  constructor(remote: RemoteChannels, observer: BusObserver, { instanceId, prefix }: RedisBusOptions) {
    this.#remote = remote
    this.#observer = observer
    this.#local = new LocalBus((error, topic) => observer.failed(error, topic))
    this.#subscriptions = new RemoteSubscriptions(remote)
    this.#instanceId = instanceId
    this.#prefix = prefix
  }

  start(): void {
    void this.#subscriptions.want(this.#ownChannel)
    void this.#subscriptions.want(this.#commonChannel)
    this.#remote.open({
      message: (channel, text) => this.#onText(channel, text),
      up: () => void this.#onUp(),
      down: () => this.#onDown(),
      lost: () => this.#onLost(),
    })
    this.#pulse = setInterval(() => this.#beat(), pulseEveryMs)
    this.#pulse.unref()
  }

  publish(topic: Topic, event: BusEvent): void {
    this.#local.publish(topic, event)
    const text = this.#instanceId + JSON.stringify(event)
    if (!this.#remote.publish(this.#prefix + topic, text)) this.#onLost()
  }

  async subscribe(topic: Topic, handler: BusHandler): Promise<() => void> {
    const channel = this.#prefix + topic
    const confirmed = this.#subscriptions.want(channel)
    const end = await this.#local.subscribe(topic, handler)
    await confirmed
    let ended = false
    return () => {
      if (ended) return
      ended = true
      end()
      this.#subscriptions.unwant(channel)
    }
  }

  watch(watcher: BusWatcher): void {
    this.#watchers.push(watcher)
    if (!this.#isConnected) watcher.interrupted()
  }

  async close(): Promise<void> {
    clearInterval(this.#pulse)
    this.#watchers.length = 0
    await this.#remote.close()
    await this.#local.close()
  }

  get #ownChannel(): string {
    return `${this.#prefix}instance:${this.#instanceId}`
  }

  get #commonChannel(): string {
    return `${this.#prefix}instances`
  }

  async #onUp(): Promise<void> {
    try {
      await this.#subscriptions.renew()
    } catch {
      return // the connection is being replaced, and comes up again
    }
    this.#isSubscribed = true
    this.#unanswered = 0
    this.#remote.probe(this.#ownChannel)
  }

  #onDown(): void {
    this.#isSubscribed = false
    this.#subscriptions.forget()
    this.#interrupt()
  }

  #onLost(): void {
    this.#hasLost = true
    this.#observer.lost()
  }

  #onText(channel: string, text: string): void {
    if (channel === this.#ownChannel) return this.#onPulse()
    if (text.startsWith(this.#instanceId)) return
    if (channel === this.#commonChannel) return this.#onOthersLost()
    const event = text.length <= textMax ? parseEvent(text.slice(this.#instanceId.length)) : null
    if (event)
      this.#local.publish(channel.slice(this.#prefix.length) as Topic, event) // it subscribed to no others
    else this.#observer.refused()
  }

  #beat(): void {
    this.#unanswered += 1
    if (this.#unanswered > unansweredMax) this.#interrupt()
    if (this.#isSubscribed && this.#unanswered % unansweredUntilReset === 0) this.#remote.reset()
    this.#remote.probe(this.#ownChannel)
  }

  #onPulse(): void {
    this.#unanswered = 0
    if (!this.#isSubscribed) return
    if (this.#hasLost) this.#hasLost = !this.#remote.publish(this.#commonChannel, this.#instanceId)
    this.#restore()
  }

  /** Another instance could not publish for a while, and can again. */
  #onOthersLost(): void {
    this.#interrupt()
    this.#remote.probe(this.#ownChannel)
  }

  #interrupt(): void {
    if (!this.#isConnected) return
    this.#isConnected = false
    this.#observer.interrupted()
    for (const watcher of this.#watchers) watcher.interrupted()
  }

  #restore(): void {
    if (this.#isConnected) return
    this.#isConnected = true
    this.#observer.restored()
    for (const watcher of this.#watchers) watcher.restored()
  }
}
