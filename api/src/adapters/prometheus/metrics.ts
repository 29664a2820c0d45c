import { Counter, Gauge, Histogram, Registry } from 'prom-client'

import type { Metrics } from '../../domain/ports.ts'

const requestSeconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const writeSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5]
const batchSizes = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

/** Counts for Prometheus. Labels come from fixed sets (routes, methods, statuses), so that their number is bounded. */
export class PrometheusMetrics implements Metrics {
  readonly registry = new Registry()

  readonly #requests = new Histogram({
    name: 'parley_http_request_duration_seconds',
    help: 'Requests by route pattern, method and status, and how long they took.',
    labelNames: ['route', 'method', 'status'],
    buckets: requestSeconds,
    registers: [this.registry],
  })
  readonly #sockets = new Gauge({
    name: 'parley_sockets',
    help: 'Realtime connections that are open.',
    registers: [this.registry],
  })
  readonly #messages = this.#counter('parley_messages_total', 'Messages stored.')
  readonly #deliveries = this.#counter('parley_deliveries_total', 'Events handed to connections.')
  readonly #batches = new Histogram({
    name: 'parley_write_batch_size',
    help: 'Sends and changes in one commit.',
    buckets: batchSizes,
    registers: [this.registry],
  })
  readonly #writes = new Histogram({
    name: 'parley_write_duration_seconds',
    help: 'How long one commit took.',
    buckets: writeSeconds,
    registers: [this.registry],
  })
  readonly #lostEvents = this.#counter(
    'parley_bus_lost_events_total',
    'Events that other instances did not get; they catch up from the stores.',
  )
  readonly #refusedTexts = this.#counter(
    'parley_bus_refused_texts_total',
    'Texts from other instances that are no events.',
  )

  #counter(name: string, help: string): Counter {
    return new Counter({ name, help, registers: [this.registry] })
  }

  requestEnded(request: { method: string; route: string; status: number; ms: number }): void {
    const { method, route, status, ms } = request
    this.#requests.observe({ route, method, status: String(status) }, ms / 1000)
  }

  writeStarted(size: number): () => void {
    this.#batches.observe(size)
    const end = this.#writes.startTimer()
    return () => void end()
  }

  messagesStored(count: number): void {
    this.#messages.inc(count)
  }

  socketOpened(): void {
    this.#sockets.inc()
  }

  socketClosed(): void {
    this.#sockets.dec()
  }

  delivered(connections: number): void {
    this.#deliveries.inc(connections)
  }

  busEventLost(): void {
    this.#lostEvents.inc()
  }

  busTextRefused(): void {
    this.#refusedTexts.inc()
  }
}
