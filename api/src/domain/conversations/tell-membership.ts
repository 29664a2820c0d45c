import { userTopic, type Bus } from '../../bus/bus.ts'
import type { MembershipRecord } from '../../stores/membership-store.ts'
import { flagsOf } from './cached-person.ts'

/** Tells a person, and every instance that knows them, what their membership is now. */
export function tellMembership(bus: Bus, record: MembershipRecord): void {
  const { conversationId, role } = record
  const event = { type: 'membership-changed', conversationId, role, ...flagsOf(record) } as const
  bus.publish(userTopic(record.userId), event)
}
