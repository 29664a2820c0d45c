import { limits, type ConversationId, type UserId } from '@parley/shared'

import { perTenSeconds, type AccountRates, type Rate } from '../account-rates.ts'

/** To find out what somebody who is added is to be shown costs about as much as to tell so many people something. */
const newcomerCost = 100

/** Of a text that costs no more than the frame which carries it. */
const charactersOfOne = 250

/** Bounds what an account does in a conversation by how many are connected there, and not only by how often. */
export class FanOut {
  readonly #rates: AccountRates
  readonly #rate: Rate

  constructor(rates: AccountRates, framesPerTenSeconds: number) {
    this.#rates = rates
    this.#rate = perTenSeconds('deliveries', framesPerTenSeconds * limits.deliveriesPerFrameMax)
  }

  /** How many people of a conversation are connected to this instance. Set by who has the connections. */
  onlineIn: (conversationId: ConversationId) => number = () => 0

  /** A long message counts as several, to each who gets it. @throws DomainError rate_limited */
  requireMessage(userId: UserId, conversationId: ConversationId, text: string): void {
    const parts = Math.max(1, Math.ceil(text.length / charactersOfOne))
    this.#rates.require(userId, this.#rate, parts * this.onlineIn(conversationId))
  }

  /** Both people of each are shown it anew. @throws DomainError rate_limited */
  requireDirectsChange(userId: UserId, directs: number): void {
    this.#rates.require(userId, this.#rate, newcomerCost * directs)
  }

  /** A change of a group is sent twice: as a message, and as what the group is now. @throws DomainError rate_limited */
  requireGroupChange(userId: UserId, conversationId: ConversationId, newcomers = 0): void {
    const cost = 2 * this.onlineIn(conversationId) + newcomerCost * newcomers
    this.#rates.require(userId, this.#rate, cost)
  }
}
