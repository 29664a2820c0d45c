import type { ConversationId, UserId } from '@parley/shared'

import { membershipTopics, userTopic, type Bus } from '../../bus/bus.ts'
import type { ConversationStores } from '../../stores/stores.ts'
import type { Clock } from '../ports.ts'
import { refreshOnUnknownOutcome, requestRefresh } from '../unknown-outcome.ts'
import { refusingLimits } from './refusals.ts'

/** Changes who is in a group. Where it is not known whether it did, all instances look again. */
export class MembershipChanges {
  readonly #stores: ConversationStores
  readonly #bus: Bus
  readonly #clock: Clock

  constructor(stores: ConversationStores, bus: Bus, clock: Clock) {
    this.#stores = stores
    this.#bus = bus
    this.#clock = clock
  }

  add(id: ConversationId, userIds: readonly UserId[], readsFromSeq: number): Promise<UserId[]> {
    return this.#entering(id, userIds, (readSeq) =>
      this.#stores.memberships.add(id, userIds, readSeq, this.#clock.now(), readsFromSeq),
    )
  }

  join(id: ConversationId, userId: UserId): Promise<number | null> {
    return this.#entering(id, [userId], (readSeq) =>
      this.#stores.memberships.join(id, userId, readSeq, this.#clock.now()),
    )
  }

  /** False when they were no member, perhaps because of an earlier attempt whose answer was lost. */
  async remove(id: ConversationId, userId: UserId): Promise<boolean> {
    const topics = membershipTopics(userId)
    const removing = this.#stores.memberships.remove(id, userId)
    const removed = await refreshOnUnknownOutcome(this.#bus, topics, removing)
    if (!removed) requestRefresh(this.#bus, topics)
    return removed
  }

  handOver(id: ConversationId, from: UserId, to: UserId): Promise<boolean> {
    const handing = this.#stores.memberships.handOver(id, from, to)
    return refreshOnUnknownOutcome(this.#bus, [userTopic(from), userTopic(to)], handing)
  }

  /** What newcomers find there is not unread. */
  async #entering<Entered>(
    id: ConversationId,
    userIds: readonly UserId[],
    enter: (readSeq: number) => Promise<Entered>,
  ): Promise<Entered> {
    const heads = await this.#stores.messages.heads([id])
    const entering = enter(heads.get(id)?.seq ?? 0)
    return refusingLimits(refreshOnUnknownOutcome(this.#bus, userIds.flatMap(membershipTopics), entering))
  }
}
