/** What can be written at the end of a turn. */
interface Buffered {
  flush(): void
}

/** Lets what is sent to a peer in one turn of the event loop leave in one system call: those cost the most. */
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
