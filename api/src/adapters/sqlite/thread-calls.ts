import { parentPort, Worker, workerData } from 'node:worker_threads'

import { Unavailable } from '../../stores/errors.ts'
import { withTimeout } from '../with-timeout.ts'

interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: string; readonly errcode: number | undefined }

/** What the worker tells by itself: work for which nobody waits has begun to fail, or succeeds again. */
export interface Notice {
  readonly work: string
  /** Null when it is over. */
  readonly failure: string | null
}

type Waiting = Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>

interface WorkerData {
  readonly path: string
}

/** Calls that wait at most; beyond it a call is refused rather than queued without end. */
const waitingMax = 10_000

/** How long who only reads waits for a thread that a disk holds up. */
const readLimitMs = 10_000

/** What the worker's side offers: synchronous methods by name. `ready` is called first, `close` last. */
export type Methods = Record<string, Method> & Record<'ready' | 'close', Method>
type Method = (...args: never[]) => unknown

export interface ThreadOptions {
  readonly readLimitMs?: number
  readonly onNotice?: (notice: Notice) => void
}

/** The main thread's side of a worker that answers calls one after the other, in their order. */
export class ThreadCalls<Offered extends Methods> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #readLimitMs: number
  #lastId = 0
  #ended = false
  /** Only what was open can end unexpectedly: before, open() rejects. */
  #isOpen = false
  #cause: unknown = undefined

  private constructor(script: URL, workerData: WorkerData, options: ThreadOptions) {
    this.#readLimitMs = options.readLimitMs ?? readLimitMs
    this.#worker = new Worker(script, { workerData })
    this.#worker.on('message', (message: Reply | Notice) =>
      'work' in message ? options.onNotice?.(message) : this.#settle(message),
    )
    this.#worker.on('error', (error) => this.#failAll((this.#cause = error)))
    this.#worker.on('exit', () => this.#onExit())
  }

  /** A worker that has opened its database. @throws Unavailable when it cannot, with the reason */
  static async open<Offered extends Methods>(
    script: URL,
    path: string,
    options: ThreadOptions = {},
  ): Promise<ThreadCalls<Offered>> {
    const calls = new ThreadCalls<Offered>(script, { path }, options)
    try {
      await calls.#post('ready', [])
      calls.#isOpen = true
      return calls
    } catch (error) {
      throw new Unavailable(`The database ${path} cannot be opened: ${firstCause(error)}`, { cause: error })
    }
  }

  /**
   * For what changes nothing. A write has no limit: what it did would not be known, and what comes after
   * it could be answered first.
   * @throws Unavailable also when there is no answer in time
   */
  async read<Name extends keyof Offered & string>(
    method: Name,
    ...args: Parameters<Offered[Name]>
  ): Promise<ReturnType<Offered[Name]>> {
    const late = () => new Unavailable('The database does not answer in time.')
    return withTimeout(this.#readLimitMs, () => this.call(method, ...args), late)
  }

  /** @throws Unavailable with the worker's error as its cause */
  call<Name extends keyof Offered & string>(
    method: Name,
    ...args: Parameters<Offered[Name]>
  ): Promise<ReturnType<Offered[Name]>> {
    // The worker serves these very methods, so that what it sends back is what this one returned.
    return this.#post(method, args) as Promise<ReturnType<Offered[Name]>>
  }

  /** Answers what was called before, then ends the thread. */
  async close(): Promise<void> {
    if (this.#ended) return
    const closed = this.#post('close', [])
    this.#isOpen = false
    this.#ended = true // what is called from here on would meet a closed database
    await closed
    await this.#worker.terminate()
  }

  #post(method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#ended) return Promise.reject(new Unavailable('The database is closed.'))
    if (this.#waiting.size >= waitingMax) return Promise.reject(new Unavailable('Too many calls wait.'))
    const id = ++this.#lastId
    const { promise, ...waiting } = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#worker.postMessage({ id, method, args } satisfies Call)
    return promise
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if ('result' in reply) waiting?.resolve(reply.result)
    else waiting?.reject(new Unavailable(reply.failure, { cause: { errcode: reply.errcode } }))
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

/** On the worker's side: the file that it was opened with. */
export const workerPath = (): string => (workerData as WorkerData).path

/** On the worker's side. */
export function serveCalls(methods: Methods): void {
  parentPort?.on('message', ({ id, method, args }: Call) => {
    parentPort?.postMessage(replyTo(id, methods[method], args))
  })
}

/** On the worker's side. */
export const noticing =
  (work: string) =>
  (failure: string | null): void =>
    parentPort?.postMessage({ work, failure } satisfies Notice)

function replyTo(id: number, method: Method | undefined, args: readonly unknown[]): Reply {
  try {
    if (!method) throw new Error('There is no such method.')
    return { id, result: method(...(args as never[])) }
  } catch (error) {
    const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : undefined
    return { id, failure: error instanceof Error ? error.message : String(error), errcode }
  }
}
