import type {
  AccessTokenStore,
  StoredAccessToken,
  TokenUse,
} from '../../../stores/accounts/access-token-store.ts'
import type { AccountRates } from '../../account-rates.ts'
import { DomainError } from '../../errors.ts'
import { vicinityOf } from '../../network-address.ts'
import type { Clock, Log } from '../../ports.ts'
import type { Viewer } from '../../viewer.ts'
import type { Throttle } from '../sign-in/throttle.ts'
import { failedTokenGate } from '../sign-in/throttle-rules.ts'
import { isExpired } from './token-rules.ts'

/** Programs may move between networks with each request. */
const notedUses = { name: 'token-uses', max: 5, windowMs: 60_000 }

interface TokenAdmissionParts {
  readonly tokens: AccessTokenStore
  readonly throttle: Throttle
  readonly rates: AccountRates
  readonly clock: Clock
  readonly log: Log
}

/** Lets programs in by their token. */
export class TokenAdmission {
  readonly #parts: TokenAdmissionParts

  constructor(parts: TokenAdmissionParts) {
    this.#parts = parts
  }

  /**
   * What fails waits longer and longer, and a token that is good does not wait with it.
   * @param hash null of what can be no token
   * @throws DomainError token_invalid, rate_limited
   */
  async admit(hash: string | null, address: string): Promise<Viewer> {
    const { tokens, clock } = this.#parts
    const token = hash === null ? null : await tokens.byHash(hash)
    if (token === null || isExpired(token, clock.now())) return this.#refuse(address)
    await this.#noteUse(token, address)
    return { userId: token.userId, sessionId: token.id, scope: token.scope, expiresAt: token.expiresAt }
  }

  async #refuse(address: string): Promise<never> {
    const { throttle } = this.#parts
    const gate = failedTokenGate(address)
    return throttle.hold([gate], async () => {
      await throttle.count([gate])
      throw new DomainError('token_invalid')
    })
  }

  /** A full disk still lets programs read. */
  async #noteUse({ id, userId, lastUse }: StoredAccessToken, address: string): Promise<void> {
    const { tokens, rates, clock, log } = this.#parts
    const use = { lastUsedOn: dayOf(clock.now()), lastUsedFrom: vicinityOf(address) }
    if (isSameUse(use, lastUse) || !rates.take(userId, notedUses)) return
    try {
      await tokens.noteUse(id, use)
    } catch (error) {
      log.warn({ err: error }, 'the last use of an access token could not be stored')
    }
  }
}

const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10)

const isSameUse = (use: TokenUse, last: TokenUse | null): boolean =>
  last?.lastUsedOn === use.lastUsedOn && last.lastUsedFrom === use.lastUsedFrom
