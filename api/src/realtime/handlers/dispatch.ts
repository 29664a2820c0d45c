import { errors, type ClientFrame, type MessageAck, type SendFrame } from '@parley/shared'

import { watched, type AccountRates } from '../../domain/account-rates.ts'
import type { ActionRates } from '../../domain/action-rates.ts'
import { DomainError } from '../../domain/errors.ts'
import type { MessageService } from '../../domain/messages/message-service.ts'
import type { ReadService } from '../../domain/messages/read-service.ts'
import type { Ids, Log } from '../../domain/ports.ts'
import { requireScope } from '../../domain/viewer.ts'
import { problemOf, refusalOf } from '../../wire/problem.ts'
import type { Connection } from '../socket/connection.ts'
import { parseFrame, UnreadableFrame } from '../socket/parse-frame.ts'
import type { Typing } from './typing.ts'
import type { Watch } from './watch.ts'

/** What a program's access token has to be for. */
const scopes = { send: 'write', read: 'write', typing: 'write', watch: 'read' } as const

type AwaitedFrame = Exclude<ClientFrame, { type: 'pong' | 'send' }>

export interface DispatchServices {
  readonly messages: MessageService
  readonly reads: ReadService
  readonly rates: AccountRates
  readonly actionRates: ActionRates
  readonly ids: Ids
  readonly log: Log
}

/** Reads each frame of a client, calls one service, and sees to it that the frame gets exactly one reply. */
export class Dispatch {
  readonly #services: DispatchServices
  readonly #typing: Typing
  readonly #watch: Watch

  constructor(services: DispatchServices, typing: Typing, watch: Watch) {
    this.#services = services
    this.#typing = typing
    this.#watch = watch
  }

  readonly frame = (connection: Connection, text: string): void => {
    const frame = this.#parse(connection, text)
    if (!frame || frame.type === 'pong') return
    if (frame.type === 'send') this.#send(connection, frame)
    else void this.#answer(connection, frame)
  }

  /** Without a promise, which each message would pay for. */
  #send(connection: Connection, frame: SendFrame): void {
    const { ref } = frame
    const resolve = (message: MessageAck): void => connection.send({ type: 'ack', ref, message })
    const reject = (error: unknown): void => this.#refuse(connection, ref, error)
    try {
      requireScope(connection.viewer, scopes.send)
      this.#services.messages.sending.begin(connection.viewer, frame, { resolve, reject })
    } catch (error) {
      reject(error)
    }
  }

  async #answer(connection: Connection, frame: AwaitedFrame): Promise<void> {
    try {
      await this.#carryOut(connection, frame)
      connection.send({ type: 'ack', ref: frame.ref })
    } catch (error) {
      this.#refuse(connection, frame.ref, error)
    }
  }

  #parse(connection: Connection, text: string): ClientFrame | null {
    try {
      return parseFrame(text)
    } catch (error) {
      this.#refuse(connection, error instanceof UnreadableFrame ? error.ref : null, error)
      return null
    }
  }

  /** @throws DomainError what the service refuses */
  async #carryOut(connection: Connection, frame: AwaitedFrame): Promise<void> {
    const { viewer } = connection
    requireScope(viewer, scopes[frame.type])
    switch (frame.type) {
      case 'read':
        return this.#services.reads.read(viewer, frame.conversationId, frame.seq)
      case 'typing':
        this.#services.actionRates.require(viewer.userId, 'typing')
        return this.#typing.typed(viewer.userId, frame.conversationId)
      case 'watch':
        this.#services.rates.require(viewer.userId, watched, 1 + frame.userIds.length)
        return this.#watch.replace(connection, frame.userIds)
    }
  }

  #refuse(connection: Connection, ref: string | null, error: unknown): void {
    const { ids, log } = this.#services
    const refusal = refusalOf(error) ?? new DomainError('internal')
    const problem = problemOf(refusal, ids.uuid())
    if (errors[refusal.code][0] >= 500) {
      log.error({ err: error, code: refusal.code, requestId: problem.requestId }, 'a frame failed')
    }
    connection.send(ref === null ? { type: 'error', problem } : { type: 'refusal', ref, problem })
  }
}
