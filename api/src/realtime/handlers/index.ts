import type { ClientFrame, MessageAck } from '@parley/shared'

import { watched, type AccountRates } from '../../domain/account-rates.ts'
import type { MessageService } from '../../domain/messages/message-service.ts'
import type { ReadService } from '../../domain/messages/read-service.ts'
import type { Connection } from '../socket/connection.ts'
import type { Typing } from './typing.ts'
import type { Watch } from './watch.ts'

/** What a frame that was carried out answers besides 'ack'. */
export interface FrameAnswer {
  readonly message?: MessageAck
}

export interface HandlerServices {
  readonly messages: MessageService
  readonly reads: ReadService
  readonly rates: AccountRates
}

/** One method per frame of a client: translate, call one service, answer. */
export class Handlers {
  readonly #services: HandlerServices
  readonly #typing: Typing
  readonly #watch: Watch

  constructor(services: HandlerServices, typing: Typing, watch: Watch) {
    this.#services = services
    this.#typing = typing
    this.#watch = watch
  }

  /** @throws DomainError what the service refuses */
  async handle(connection: Connection, frame: Exclude<ClientFrame, { type: 'pong' }>): Promise<FrameAnswer> {
    const { viewer } = connection
    switch (frame.type) {
      case 'send':
        return { message: await this.#services.messages.send(viewer, frame) }
      case 'read':
        await this.#services.reads.read(viewer, frame.conversationId, frame.seq)
        return {}
      case 'typing':
        await this.#typing.typed(viewer.userId, frame.conversationId)
        return {}
      case 'watch':
        this.#services.rates.require(viewer.userId, watched, 1 + frame.userIds.length)
        await this.#watch.replace(connection, frame.userIds)
        return {}
    }
  }

  forget(connection: Connection): void {
    this.#watch.forget(connection)
  }
}
