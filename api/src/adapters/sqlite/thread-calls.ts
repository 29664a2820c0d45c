import { parentPort, Worker } from 'node:worker_threads'

import { Unavailable } from '../../stores/errors.ts'
import { orLate } from '../sql/or-late.ts'

interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: string; readonly errcode: number | undefined }

/** What the worker tells by itself: work for which nobody waits has begun to fail, or succeeds again. */
export interface Notice {
  readonly work: string
  /** Null when it is over. */
  readonly failure: string | null
}

interface Waiting {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Calls that wait at most; beyond it a call is refused rather than queued without end. */
const waitingMax = 10_000

/** How long who only reads waits for a thread that a disk holds up. */
const readLimitMs = 10_000

/** What the worker's side offers: synchronous methods by name. */
type Methods = Record<string, (...args: never[]) => unknown>

/** The main thread's side of a worker that answers calls one after the other, in their order. */
export class ThreadCalls {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #readLimitMs: number
  #lastId = 0
  #ended = false
  /** Only what was open can end unexpectedly: before, whoever opens it is told. */
  #isOpen = false
  #cause: unknown = undefined

  onNotice: (notice: Notice) => void = () => undefined

  private constructor(script: URL, workerData: unknown, limitMs: number) {
    this.#readLimitMs = limitMs
    this.#worker = new Worker(script, { workerData })
    this.#worker.on('message', (told: Answer | Notice) =>
      'work' in told ? this.onNotice(told) : this.#settle(told),
    )
    this.#worker.on('error', (error) => this.#failAll((this.#cause = error)))
    this.#worker.on('exit', () => this.#onExit())
  }

  /**
   * A worker that has opened its database.
   * @throws Unavailable when it cannot, with the reason
   */
  static async open(script: URL, path: string, limitMs = readLimitMs): Promise<ThreadCalls> {
    const calls = new ThreadCalls(script, { path }, limitMs)
    try {
      await calls.call('ready')
      calls.#isOpen = true
      return calls
    } catch (error) {
      throw new Unavailable(`The database ${path} cannot be opened: ${firstCause(error)}`, { cause: error })
    }
  }

  /**
   * For what changes nothing. A write has no limit: what it did would not be known, and what comes after
   * it could be told first.
   * @throws Unavailable also when there is no answer in time
   */
  async read<Result>(method: string, ...args: readonly unknown[]): Promise<Result> {
    const late = () => new Unavailable('The database does not answer in time.')
    return orLate(this.#readLimitMs, () => this.call<Result>(method, ...args), late)
  }

  /** @throws Unavailable with the worker's error as its cause */
  call<Result>(method: string, ...args: readonly unknown[]): Promise<Result> {
    if (this.#ended) return Promise.reject(new Unavailable('The database is closed.'))
    if (this.#waiting.size >= waitingMax) return Promise.reject(new Unavailable('Too many calls wait.'))
    const id = ++this.#lastId
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as Result), reject })
      this.#worker.postMessage({ id, method, args } satisfies Call)
    })
  }

  /** Answers what was called before, then ends the thread. */
  async close(): Promise<void> {
    if (this.#ended) return
    const closed = this.call('close')
    this.#isOpen = false
    this.#ended = true // what is called from here on would meet a closed database
    await closed
    await this.#worker.terminate()
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if ('result' in answer) waiting?.resolve(answer.result)
    else waiting?.reject(new Unavailable(answer.failure, { cause: { errcode: answer.errcode } }))
  }

  /** Nothing would work until a restart, so that this is one: whoever watches the process starts another. */
  #onExit(): void {
    const ended = new Error('The database thread has ended unexpectedly.', { cause: this.#cause })
    this.#failAll(ended)
    if (!this.#isOpen) return
    this.#isOpen = false
    setImmediate(() => {
      throw ended // to the process: there is no caller whose error it is
    })
  }

  #failAll(error: unknown): void {
    this.#ended = true
    for (const { reject } of this.#waiting.values()) {
      reject(new Unavailable('The database thread has ended.', { cause: error }))
    }
    this.#waiting.clear()
  }
}

function firstCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? firstCause(error.cause) : error.message
}

/** The worker's side. `methods.close` is called last. */
export function serveCalls(methods: Methods): void {
  parentPort?.on('message', ({ id, method, args }: Call) => {
    parentPort?.postMessage(answerTo(id, methods[method], args))
  })
}

/** On the worker's side. */
export const noticing =
  (work: string) =>
  (failure: string | null): void =>
    parentPort?.postMessage({ work, failure } satisfies Notice)

function answerTo(id: number, method: Methods[string] | undefined, args: readonly unknown[]): Answer {
  try {
    if (!method) throw new Error('There is no such method.')
    return { id, result: method(...(args as never[])) }
  } catch (error) {
    const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined
    return { id, failure: error instanceof Error ? error.message : String(error), errcode }
  }
}
