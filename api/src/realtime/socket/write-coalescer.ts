/** What can be written at the end of a turn. */
interface Buffered {
  flush(): void
}

/**
 * Lets all that is sent to one peer in one turn of the event loop leave in one system call. Under load
 * a commit brings each connection several frames at once, and system calls are what sending costs.
 */
export class WriteCoalescer {
  #scheduled: Buffered[] = []

  /** Once for each that has something to write when the turn ends. */
  schedule(scheduled: Buffered): void {
    if (this.#scheduled.push(scheduled) === 1) process.nextTick(() => this.#release())
  }

  #release(): void {
    const scheduled = this.#scheduled
    this.#scheduled = []
    for (const one of scheduled) one.flush()
  }
}
