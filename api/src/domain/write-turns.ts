import type { Unavailable } from '../stores/errors.ts'

/** A write that has begun. Its end never rejects. */
interface Write {
  readonly keys: Iterable<string>
  readonly ended: Promise<void>
}

export interface WriteQueue {
  /** Begins to write what waits and is of none of these keys; null when there is nothing. */
  begin(busy: ReadonlySet<string>): Write | null
  /** Refuses what waits. */
  refuse(error: Unavailable): void
}

/**
 * Who may write when: as many writes at a time as the store does well with, never two of one key, and
 * queues in rotation. A key is a conversation: its writes come one after the other, with what follows on each.
 */
export class WriteTurns {
  readonly #atOnce: number
  readonly #queues: WriteQueue[] = []
  readonly #busy = new Set<string>()
  readonly #writes = new Set<Promise<void>>()
  #isAwake = false

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  join(queue: WriteQueue): void {
    this.#queues.push(queue)
  }

  /** Something waits. The rest of this turn of the event loop may bring more, from other sockets: one write for all. */
  wake(): void {
    if (this.#isAwake || this.#writes.size >= this.#atOnce) return
    this.#isAwake = true
    setImmediate(() => {
      this.#isAwake = false
      this.#beginAll()
    })
  }

  /**
   * A store that is away may take all of its time to say so, and who waited behind that write would wait
   * as long again: they are told with it.
   */
  refuse(error: Unavailable): void {
    for (const queue of this.#queues) queue.refuse(error)
  }

  /** Resolves when nothing waits and nothing is written. */
  async drain(): Promise<void> {
    while (this.#isAwake || this.#writes.size > 0) {
      await (this.#isAwake ? new Promise(setImmediate) : Promise.race(this.#writes))
    }
  }

  #beginAll(): void {
    for (let idle = 0; idle < this.#queues.length && this.#writes.size < this.#atOnce;) {
      const queue = this.#queues.shift()
      if (!queue) return
      this.#queues.push(queue)
      const write = queue.begin(this.#busy)
      if (write) this.#follow(write)
      idle = write ? 0 : idle + 1
    }
  }

  #follow({ keys, ended }: Write): void {
    for (const key of keys) this.#busy.add(key)
    const over = ended.then(() => {
      for (const key of keys) this.#busy.delete(key)
      this.#writes.delete(over)
      this.#beginAll()
    })
    this.#writes.add(over)
  }
}
