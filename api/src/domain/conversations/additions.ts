import type { UserId } from '@parley/shared'

import type { Throttle } from '../accounts/throttle.ts'
import { additionGate } from '../accounts/throttle-rules.ts'

/**
 * People are put into groups without being asked, and each group takes up some of how many they can be
 * in: one account puts others into so many at a time.
 */
export class Additions {
  readonly #throttle: Throttle

  constructor(throttle: Throttle) {
    this.#throttle = throttle
  }

  /** @throws DomainError too_many_added */
  async make<Added>(actorId: UserId, add: () => Promise<Added>): Promise<Added> {
    const gates = [additionGate(actorId)]
    return this.#throttle.hold(gates, async () => {
      await this.#throttle.fail(gates) // before, as nothing may stand between an addition and its news
      return add()
    })
  }
}
