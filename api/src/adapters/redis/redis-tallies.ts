import type { SharedTallies } from '../../domain/ports.ts'
import type { Link } from './link.ts'

/** Counts in Redis. Without it there are none, and nobody waits for them. */
export class RedisTallies implements SharedTallies {
  readonly #link: Link
  readonly #prefix: string

  constructor(link: Link, prefix: string) {
    this.#link = link
    this.#prefix = prefix
  }

  add(key: string, amount: number, keptMs: number): Promise<number | null> {
    const name = `${this.#prefix}tallies:${key}`
    return this.#link.ask(async (redis) => {
      const sum = await redis.incrby(name, amount)
      await redis.pexpire(name, keptMs)
      return sum
    })
  }
}
