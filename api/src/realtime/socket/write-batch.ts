/** What can be written at the end of a turn. */
interface Held {
  flush(): void
}

/**
 * Lets all that is sent to one peer in one turn of the event loop leave in one system call. Under load
 * a commit brings each connection several frames at once, and system calls are what sending costs.
 */
export class TurnWrites {
  #held: Held[] = []

  /** Once for each that has something to write when the turn ends. */
  hold(held: Held): void {
    if (this.#held.push(held) === 1) process.nextTick(() => this.#release())
  }

  #release(): void {
    const held = this.#held
    this.#held = []
    for (const one of held) one.flush()
  }
}
