import { limits, type AccessToken, type NewAccessToken, type SessionId, type UserId } from '@parley/shared'

import { userTopic, type Bus } from '../../../bus/bus.ts'
import type { AccessTokenStore, StoredAccessToken } from '../../../stores/accounts/access-token-store.ts'
import { refusingLimits } from '../../conversations/refusals.ts'
import { DomainError } from '../../errors.ts'
import { cleanName } from '../../texts.ts'
import type { Clock, Ids } from '../../ports.ts'
import type { Origin, Viewer } from '../../viewer.ts'
import type { ActivityService } from '../activity-service.ts'
import type { PasswordConfirmation } from '../sign-in/password-confirmation.ts'
import { isExpired } from './token-rules.ts'

const dayMs = 24 * 60 * 60 * 1_000

export interface AccessTokenParts {
  readonly tokens: AccessTokenStore
  readonly confirmation: PasswordConfirmation
  readonly activity: ActivityService
  readonly bus: Bus
  readonly clock: Clock
  readonly ids: Ids
}

/** A person's access tokens, as they make, see and revoke them. */
export class AccessTokenService {
  readonly #parts: AccessTokenParts

  constructor(parts: AccessTokenParts) {
    this.#parts = parts
  }

  /** Those that expired not long ago as well. */
  async list(viewer: Viewer): Promise<AccessToken[]> {
    return (await this.#parts.tokens.ofUser(viewer.userId)).map(accessTokenOf)
  }

  async aliveOf(userId: UserId): Promise<SessionId[]> {
    const now = this.#parts.clock.now()
    const tokens = await this.#parts.tokens.ofUser(userId)
    return tokens.filter((token) => !isExpired(token, now)).map(({ id }) => id)
  }

  /**
   * @param hash of the token, which nobody here ever sees
   * @throws DomainError name_invalid, too_many_tokens, password_wrong, rate_limited
   */
  async create(viewer: Viewer, draft: NewAccessToken, hash: string, origin: Origin): Promise<AccessToken> {
    const { confirmation, activity, ids, clock } = this.#parts
    const name = cleanName(draft.name, limits.tokenNameMax, '/name')
    const { id: userId } = await confirmation.require(viewer, draft.password)
    const createdAt = clock.now()
    const token = {
      id: ids.uuid() as SessionId, // where the id of a token begins
      hash,
      userId,
      name,
      scope: draft.scope,
      createdAt,
      expiresAt: expiryOf(createdAt, draft.expiresInDays),
      lastUse: null,
    }
    await refusingLimits(this.#parts.tokens.create(token))
    await activity.record(userId, 'token-created', origin, name)
    return accessTokenOf(token)
  }

  /** @throws DomainError token_not_found */
  async revoke({ userId }: Viewer, id: SessionId, origin: Origin): Promise<void> {
    const { tokens, activity } = this.#parts
    const name = await tokens.remove(userId, id)
    if (name === null) throw new DomainError('token_not_found')
    this.#publishEnded(userId, [id])
    await activity.record(userId, 'token-revoked', origin, name)
  }

  async revokeAll(userId: UserId): Promise<void> {
    this.#publishEnded(userId, await this.#parts.tokens.removeAll(userId))
  }

  #publishEnded(userId: UserId, sessionIds: SessionId[]): void {
    if (sessionIds.length === 0) return
    this.#parts.bus.publish(userTopic(userId), { type: 'sessions-ended', sessionIds })
  }
}

const expiryOf = (createdAt: Date, days: number | null = limits.tokenDaysDefault): Date | null =>
  days === null ? null : new Date(createdAt.getTime() + days * dayMs)

const accessTokenOf = ({
  id,
  name,
  scope,
  createdAt,
  expiresAt,
  lastUse,
}: StoredAccessToken): AccessToken => ({
  id,
  name,
  scope,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt && expiresAt.toISOString(),
  lastUsedOn: lastUse && lastUse.lastUsedOn,
  lastUsedFrom: lastUse && lastUse.lastUsedFrom,
})
