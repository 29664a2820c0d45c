import type { Fleet } from './fleet.ts'
import type { Latencies } from '../measure.ts'

/** How long it takes from when something is due until it is acknowledged. */
export class AckedSends {
  readonly #fleet: Fleet
  readonly #latencies: Latencies
  /** Of each seat, since the answers to one connection come in the order of its frames. */
  readonly #unanswered = new Map<number, number[]>()
  #count = 0

  constructor(fleet: Fleet, latencies: Latencies) {
    this.#fleet = fleet
    this.#latencies = latencies
  }

  get unanswered(): number {
    return this.#count
  }

  /** Answers with the clientId of the message. */
  send(seat: number, dueAtMs: number): string {
    const dues = this.#unanswered.get(seat)
    if (dues) dues.push(dueAtMs)
    else this.#unanswered.set(seat, [dueAtMs])
    this.#count += 1
    return this.#fleet.send(seat)
  }

  onAck(seat: number): void {
    const dueAtMs = this.#answered(seat)
    if (dueAtMs !== undefined) this.#latencies.since(dueAtMs)
  }

  /** The fleet counts it. */
  onRefusal(seat: number): void {
    this.#answered(seat)
  }

  #answered(seat: number): number | undefined {
    const dueAtMs = this.#unanswered.get(seat)?.shift()
    if (dueAtMs !== undefined) this.#count -= 1
    return dueAtMs
  }
}
