import { ReplyError } from 'ioredis'

import type { Log } from '../../domain/ports.ts'
import type { Commands } from './redis-server.ts'

/** Commands under way, at most; past it the server is too slow to be waited for. */
const underWayMax = 10_000

/** Whether Redis answers, so that whoever can do without it need not wait for it. */
export class Link {
  readonly commands: Commands
  readonly #log: Log
  #underWay = 0
  #standsStill = false
  #isTold = false

  constructor(commands: Commands, log: Log) {
    this.commands = commands
    this.#log = log
    commands.on('error', (error: Error) => this.report(error))
    commands.on('ready', () => {
      this.#standsStill = false
      this.#isTold = false
    })
  }

  get answers(): boolean {
    return this.commands.status === 'ready' && !this.#standsStill && this.#underWay < underWayMax
  }

  /** Once for each time that it is away: the tries to come back all fail alike. */
  report(error: Error): void {
    if (this.#isTold) return
    this.#isTold = true
    this.#log.warn({ err: error }, 'Redis is out of reach')
  }

  /** The answer, or null when there is none in time. */
  async ask<Result>(command: (commands: Commands) => Promise<Result>): Promise<Result | null> {
    if (!this.answers) return null
    return this.probe(command)
  }

  /** As ask, also while it does not answer: who asks wants to know whether it does again. */
  async probe<Result>(command: (commands: Commands) => Promise<Result>): Promise<Result | null> {
    this.#underWay += 1
    try {
      const answer = await command(this.commands)
      this.#standsStill = false
      return answer
    } catch (error) {
      // A refusal is an answer too. Without one it stands still until it is ready again or answers a probe.
      this.#standsStill = !(error instanceof ReplyError)
      return null
    } finally {
      this.#underWay -= 1
    }
  }

  close(): void {
    this.commands.disconnect()
  }
}
