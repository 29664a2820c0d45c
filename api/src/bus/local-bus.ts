import type { Bus, BusHandler, Topic } from './bus.ts'
import type { BusEvent } from './events.ts'

/** The bus of a single instance: handlers run at once, in order of subscription, before publish returns. */
export class LocalBus implements Bus {
  readonly #handlers = new Map<Topic, Set<BusHandler>>()
  readonly #onError: (error: unknown, topic: Topic) => void

  /** @param onError is called when a handler throws; the others run all the same */
  constructor(onError: (error: unknown, topic: Topic) => void) {
    this.#onError = onError
  }

  publish(topic: Topic, event: BusEvent): void {
    for (const handler of this.#handlers.get(topic) ?? []) {
      try {
        handler(event)
      } catch (error) {
        this.#onError(error, topic)
      }
    }
  }

  subscribe(topic: Topic, handler: BusHandler): Promise<() => void> {
    const own: BusHandler = (event) => handler(event) // one subscription each, also for the same handler
    const handlers = this.#handlers.get(topic) ?? new Set()
    this.#handlers.set(topic, handlers.add(own))
    return Promise.resolve(() => {
      handlers.delete(own)
      if (handlers.size === 0 && this.#handlers.get(topic) === handlers) this.#handlers.delete(topic)
    })
  }

  /** There is nobody else whose events could be missed. */
  watch(): void {}

  close(): Promise<void> {
    this.#handlers.clear()
    return Promise.resolve()
  }
}
