import type { UserId } from '@parley/shared'

import { drafts, perTenSeconds, reactions, type AccountRates, type Rate } from './account-rates.ts'

export interface ActionRateLimits {
  readonly messagesPerTenSeconds: number
  readonly editsPerMinute: number
  readonly typingPerTenSeconds: number
  readonly readsPerTenSeconds: number
  readonly profileChangesPerHour: number
}

type Action = 'message' | 'reaction' | 'draft' | 'edit' | 'typing' | 'read' | 'profileChange'

const minute = 60_000

/** How often an account may do what the number of its frames and requests alone would not bound tightly enough. */
export class ActionRates {
  readonly #rates: AccountRates
  readonly #of: Readonly<Record<Action, Rate>>

  constructor(rates: AccountRates, limits: ActionRateLimits) {
    this.#rates = rates
    this.#of = {
      message: perTenSeconds('messages', limits.messagesPerTenSeconds),
      reaction: reactions,
      draft: drafts,
      edit: { name: 'edits', max: limits.editsPerMinute, windowMs: minute },
      typing: perTenSeconds('typing', limits.typingPerTenSeconds),
      read: perTenSeconds('reads', limits.readsPerTenSeconds),
      profileChange: { name: 'profile-changes', max: limits.profileChangesPerHour, windowMs: 60 * minute },
    }
  }

  /** @throws DomainError rate_limited */
  require(userId: UserId, action: Action): void {
    this.#rates.require(userId, this.#of[action])
  }
}
