import { setTimeout as wait } from 'node:timers/promises'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { HttpLine, type HttpAnswer } from '../../../scripts/delivery/http-line.ts'

export interface Answer {
  readonly url: string
  readonly path: string
  /** Null when there was none. */
  readonly status: number | null
  readonly retryAfter: string | undefined
  readonly tookMs: number
  /** What was going on all the while; null when it changed. */
  readonly phase: Phase | null
}

/** In one line, for who reads of a failure. */
const told = ({ phase, url, path, status, retryAfter, tookMs }: Answer): string =>
  `${phase} ${url}${path} ${status} retry-after ${retryAfter} in ${Math.round(tookMs)} ms`

/** Whether a server that the instances need is there; `changing` while it goes, or comes back. */
export type Phase = 'up' | 'down' | 'changing'

/** Each list is asked for by an account of its own, which may have 30 in ten seconds: this is 20. */
const everyMs = 500
const waitMs = 15_000

/** Asks every instance the same questions all the while, and keeps how each was answered. */
export class Probe {
  readonly answers: Answer[] = []
  readonly #sessions: ReadonlyMap<string, ApiSession>
  readonly #urls: readonly string[]
  readonly #paths: readonly string[]
  readonly #stop = new AbortController()
  #phase: Phase = 'up'
  /** Tells one phase from a later one of the same name. */
  #phases = 0

  private constructor(sessions: ReadonlyMap<string, ApiSession>, paths: readonly string[]) {
    this.#sessions = sessions
    this.#urls = [...sessions.keys()]
    this.#paths = paths
  }

  static async start(urls: readonly string[], paths: readonly string[]): Promise<Probe> {
    const sessions = new Map<string, ApiSession>()
    for (const [at, url] of urls.entries()) {
      const session = new ApiSession(url)
      await session.register(`probe${at}`)
      await session.group('Probe', []) // a list of conversations needs both databases then
      sessions.set(url, session)
    }
    return new Probe(sessions, paths)
  }

  enter(phase: Phase): void {
    this.#phase = phase
    this.#phases += 1
  }

  /** Resolves when each question is answered as it should be, wherever it is asked. @throws when that takes longer */
  async untilAnswered(isExpected: (answer: Answer) => boolean, limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs
    const questions = this.#urls.flatMap((url) => this.#paths.map((path) => () => this.#answerOf(url, path)))
    for (const ask of questions) {
      for (let answer = await ask(); !isExpected(answer); answer = await ask()) {
        if (performance.now() > endMs) throw new Error(`In vain: ${told(answer)}`)
        await wait(everyMs)
      }
    }
  }

  /** Questions do not wait for each other, so that a slow answer hides no other one. */
  async run(): Promise<void> {
    const asked: Promise<void>[] = []
    while (!this.#stop.signal.aborted) {
      for (const url of this.#urls) for (const path of this.#paths) asked.push(this.#ask(url, path))
      await wait(everyMs)
    }
    await Promise.all(asked)
  }

  stop(): void {
    this.#stop.abort()
  }

  /** What was answered otherwise in that phase. */
  exceptions(phase: Phase, isExpected: (answer: Answer) => boolean): string[] {
    return this.answers.filter((answer) => answer.phase === phase && !isExpected(answer)).map(told)
  }

  count(phase: Phase): number {
    return this.answers.filter((answer) => answer.phase === phase).length
  }

  slowerThan(limitMs: number): string[] {
    return this.answers.filter(({ tookMs }) => tookMs > limitMs).map(told)
  }

  /** Of all questions, or of one. */
  slowestMs(path: string | null = null): number {
    const answers = this.answers.filter((answer) => path === null || answer.path === path)
    return Math.round(Math.max(0, ...answers.map(({ tookMs }) => tookMs)))
  }

  async #ask(url: string, path: string): Promise<void> {
    this.answers.push(await this.#answerOf(url, path))
  }

  async #answerOf(url: string, path: string): Promise<Answer> {
    const [startMs, phase, phases] = [performance.now(), this.#phase, this.#phases]
    const answer = await this.#answer(url, path)
    return {
      url,
      path,
      status: answer?.status ?? null,
      retryAfter: answer?.headers['retry-after'],
      tookMs: performance.now() - startMs,
      phase: phases === this.#phases ? phase : null,
    }
  }

  /** Each by a connection of its own: whether a kept one still works is another question. */
  async #answer(url: string, path: string): Promise<HttpAnswer | null> {
    const line = new HttpLine()
    const headers = { cookie: this.#sessions.get(url)?.cookie ?? '' }
    const question = { method: 'GET', url: new URL(path, url), headers, body: undefined, withinMs: waitMs }
    const answer = await line.ask(question).catch(() => null)
    line.close()
    return answer
  }
}
