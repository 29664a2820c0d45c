import type { Unavailable } from '../../../stores/errors.ts'

/** A write that has begun. */
interface Write {
  readonly keys: ReadonlySet<string>
  /** Resolves with those keys of which something is to be tried again in a moment. Never rejects. */
  readonly ended: Promise<ReadonlySet<string>>
}

export interface WriteQueue {
  /** Begins to write what waits and is of none of these keys; null when there is nothing. */
  begin(busy: ReadonlySet<string>): Write | null
  /** Refuses what waits. */
  refuse(error: Unavailable): void
}

/** Until something is tried again. */
const restMs = 5

/**
 * Who may write when: as many writes at a time as the store does well with, never two of one key, and
 * queues one after the other. A key is a conversation: its writes follow each other, with what each brings about.
 */
export class WriteSlots {
  readonly #atOnce: number
  /** The one that comes next is first. */
  readonly #queues: WriteQueue[] = []
  readonly #busy = new Set<string>()
  readonly #underWay = new Set<Promise<void>>()
  #writes = 0
  #isAwake = false

  constructor(atOnce: number) {
    this.#atOnce = atOnce
  }

  join(queue: WriteQueue): void {
    this.#queues.push(queue)
  }

  /** Something waits. The rest of this turn of the event loop may bring more, from other sockets: one write for all. */
  wake(): void {
    if (this.#isAwake || this.#writes >= this.#atOnce) return
    this.#isAwake = true
    setImmediate(() => {
      this.#isAwake = false
      this.#beginAll()
    })
  }

  /** Who waited behind a write to a store that is away would wait as long again: they get the same answer. */
  refuse(error: Unavailable): void {
    for (const queue of this.#queues) queue.refuse(error)
  }

  /** Resolves when nothing waits and nothing is written. */
  async drain(): Promise<void> {
    while (this.#isAwake || this.#underWay.size > 0) {
      await (this.#isAwake ? new Promise(setImmediate) : Promise.race(this.#underWay))
    }
  }

  #beginAll(): void {
    for (const queue of [...this.#queues]) {
      if (this.#writes >= this.#atOnce) return
      const write = queue.begin(this.#busy)
      if (write) this.#follow(queue, write)
    }
  }

  #follow(queue: WriteQueue, { keys, ended }: Write): void {
    this.#writes += 1
    for (const key of keys) this.#busy.add(key)
    const over = ended.then((resting) => {
      this.#writes -= 1
      this.#underWay.delete(over)
      for (const key of keys) if (!resting.has(key)) this.#busy.delete(key)
      if (resting.size > 0) this.#rest(resting)
      // Behind the others: what waits there of the same keys comes before what waits here.
      this.#queues.push(...this.#queues.splice(this.#queues.indexOf(queue), 1))
      this.#beginAll()
    })
    this.#underWay.add(over)
  }

  #rest(keys: ReadonlySet<string>): void {
    const over = new Promise((resolve) => setTimeout(resolve, restMs)).then(() => {
      this.#underWay.delete(over)
      for (const key of keys) this.#busy.delete(key)
      this.#beginAll()
    })
    this.#underWay.add(over)
  }
}
