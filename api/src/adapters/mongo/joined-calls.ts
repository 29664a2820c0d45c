import type { Deadline } from './deadline.ts'

interface Call<Input, Outcome> {
  readonly inputs: readonly Input[]
  readonly deadline: Deadline
  readonly resolve: (outcomes: Outcome[]) => void
  readonly reject: (error: unknown) => void
}

/**
 * Calls that come while a write is under way become one write after it: within an instance nobody races
 * for a conversation's next number, and nobody waits for more than two writes.
 */
export class JoinedCalls<Input, Outcome> {
  readonly #write: (inputs: Input[], deadline: Deadline) => Promise<Outcome[]>
  #waiting: Call<Input, Outcome>[] = []
  #isWriting = false

  /** `write` answers with one outcome for each input. */
  constructor(write: (inputs: Input[], deadline: Deadline) => Promise<Outcome[]>) {
    this.#write = write
  }

  call(inputs: readonly Input[], deadline: Deadline): Promise<Outcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ inputs, deadline, resolve, reject })
      if (!this.#isWriting) void this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) await this.#writeSome(this.#waiting.splice(0))
    this.#isWriting = false
  }

  async #writeSome(calls: readonly Call<Input, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#together(calls)
      for (const { inputs, resolve } of calls) resolve(outcomes.splice(0, inputs.length))
    } catch (error) {
      for (const { reject } of calls) reject(error)
    }
  }

  /** Within the limit of the first one, which has waited longest. */
  async #together(calls: readonly Call<Input, Outcome>[]): Promise<Outcome[]> {
    const [first] = calls
    return first
      ? this.#write(
          calls.flatMap(({ inputs }) => inputs),
          first.deadline,
        )
      : []
  }
}
