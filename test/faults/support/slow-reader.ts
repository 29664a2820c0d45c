import type { ConversationId } from '@parley/shared'

import type { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { Participant } from '../../../scripts/delivery/participant.ts'
import { Random } from '../../../scripts/delivery/random.ts'
import type { TcpProxy } from '../../support/network/tcp-proxy.ts'

/** Somebody whose line carries next to nothing. */
export class SlowReader {
  readonly participant: Participant
  readonly #proxy: TcpProxy
  readonly #session: ApiSession

  constructor(proxy: TcpProxy, session: ApiSession, conversationId: ConversationId) {
    this.#proxy = proxy
    this.#session = session.over(`http://127.0.0.1:${proxy.port}`)
    this.participant = new Participant('slow', this.#session, [conversationId], new Random(1))
    void this.participant.stayConnected()
  }

  /** What it has asked before by other connections is over. */
  async slowDown(bytesPerSecond: number): Promise<void> {
    await this.participant.replica.settled()
    this.#session.close()
    this.#proxy.weather.bytesPerSecond = bytesPerSecond
  }

  recover(): void {
    this.#proxy.weather.bytesPerSecond = 0
    this.#proxy.cut()
  }

  get ports(): number[] {
    return this.#proxy.lines.flatMap(({ port }) => port ?? [])
  }
}
