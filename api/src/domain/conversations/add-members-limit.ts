import type { UserId } from '@parley/shared'

import type { ThrottleStore } from '../../stores/throttle-store.ts'
import { additionGate } from '../accounts/sign-in/throttle-rules.ts'
import { Throttle } from '../accounts/sign-in/throttle.ts'
import type { Clock } from '../ports.ts'

/** People are put into groups unasked, and can be in so many only: one account puts others into so many at a time. */
export class AddMembersLimit {
  readonly #throttle: Throttle

  constructor(throttles: ThrottleStore, clock: Clock) {
    this.#throttle = new Throttle(throttles, clock)
  }

  /** @throws DomainError too_many_added */
  async run<Added>(actorId: UserId, add: () => Promise<Added>): Promise<Added> {
    const gates = [additionGate(actorId)]
    return this.#throttle.hold(gates, async () => {
      await this.#throttle.count(gates) // before, as nothing may stand between an addition and its events
      return add()
    })
  }
}
