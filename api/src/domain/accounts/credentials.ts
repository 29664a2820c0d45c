import type { SessionId, UserId } from '@parley/shared'

import type { Viewer } from '../viewer.ts'
import type { SessionService } from './sign-in/session-service.ts'
import type { AccessTokenService } from './tokens/access-token-service.ts'

/** By what somebody came some time ago, a session or an access token, and whether it is still good. */
export class Credentials {
  readonly #sessions: SessionService
  readonly #tokens: AccessTokenService

  constructor(sessions: SessionService, tokens: AccessTokenService) {
    this.#sessions = sessions
    this.#tokens = tokens
  }

  async isAlive({ userId, sessionId, scope }: Viewer): Promise<boolean> {
    const alive = scope === null ? this.#sessions.aliveOf(userId) : this.#tokens.aliveOf(userId)
    return (await alive).includes(sessionId)
  }

  async aliveOf(userId: UserId): Promise<ReadonlySet<SessionId>> {
    const alive = await Promise.all([this.#sessions.aliveOf(userId), this.#tokens.aliveOf(userId)])
    return new Set(alive.flat())
  }
}
