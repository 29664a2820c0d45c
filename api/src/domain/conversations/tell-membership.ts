import { userTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipRecord } from '../../stores/membership-store.ts'
import { changeOf } from './cached-person.ts'

/** Tells a person, and every instance that knows them, what their membership is now. */
export function tellMembership(bus: Bus, record: MembershipRecord): void {
  bus.publish(userTopic(record.userId), changeOf(record.conversationId, record))
}

/** As `tellMembership`, of what the other person did: where one can write as before, one's devices hear nothing. */
export function tellOther(bus: Bus, record: MembershipRecord): void {
  const change = changeOf(record.conversationId, record)
  bus.publish(userTopic(record.userId), { ...change, isOthers: true })
}
