import { errors, type ClientFrame } from '@parley/shared'

import { DomainError } from '../../domain/errors.ts'
import type { Ids, Log } from '../../domain/ports.ts'
import { problemOf, refusalOf } from '../../wire/problem.ts'
import type { Connection } from './connection.ts'
import type { Handlers } from '../handlers/index.ts'
import { parseFrame, UnreadableFrame } from './parse-frame.ts'

/** Reads each frame and sees to it that it gets exactly one reply, whatever its handler does. */
export class Dispatch {
  readonly #handlers: Handlers
  readonly #ids: Ids
  readonly #log: Log

  constructor(handlers: Handlers, ids: Ids, log: Log) {
    this.#handlers = handlers
    this.#ids = ids
    this.#log = log
  }

  frame(connection: Connection, text: string): void {
    const frame = this.#parse(connection, text)
    if (frame && frame.type !== 'pong') void this.#answer(connection, frame)
  }

  #parse(connection: Connection, text: string): ClientFrame | null {
    try {
      return parseFrame(text)
    } catch (error) {
      this.#refuse(connection, error instanceof UnreadableFrame ? error.ref : null, error)
      return null
    }
  }

  async #answer(connection: Connection, frame: Exclude<ClientFrame, { type: 'pong' }>): Promise<void> {
    try {
      const answer = await this.#handlers.handle(connection, frame)
      connection.send({ type: 'ack', ref: frame.ref, ...answer })
    } catch (error) {
      this.#refuse(connection, frame.ref, error)
    }
  }

  #refuse(connection: Connection, ref: string | null, error: unknown): void {
    const refusal = refusalOf(error) ?? new DomainError('internal')
    const problem = problemOf(refusal, this.#ids.uuid())
    if (errors[refusal.code][0] >= 500) {
      this.#log.error({ err: error, code: refusal.code, requestId: problem.requestId }, 'a frame failed')
    }
    connection.send(ref === null ? { type: 'error', problem } : { type: 'refusal', ref, problem })
  }
}
