import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** Who sends what goes on beside something else: each in turn in each of their conversations. */
export interface Cast {
  readonly origin: string
  readonly perSecond: number
  readonly senders: readonly { readonly cookie: string; readonly conversationIds: readonly string[] }[]
}

export interface Sent {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly generatorLateP99Ms: number
  readonly failures: number
}

/** Some people who send at a steady rate, on a thread of their own: whatever keeps this one busy is not their wait. */
export class Senders {
  readonly #worker: Worker

  private constructor(worker: Worker) {
    this.#worker = worker
  }

  /** They send from now on. */
  static async start(cast: Cast): Promise<Senders> {
    const worker = new Worker(new URL('./senders-worker.ts', import.meta.url), { workerData: cast })
    await once(worker, 'message')
    return new Senders(worker)
  }

  /** What was sent before does not count. */
  begin(): void {
    this.#worker.postMessage('begin')
  }

  /** Resolves when all is answered. */
  async end(): Promise<Sent> {
    this.#worker.postMessage('end')
    const [sent] = (await once(this.#worker, 'message')) as [Sent] // by our own worker
    return sent
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
