import { presenceTopic, userTopic, type Bus } from '../../bus/bus.ts'
import type { User } from '../../stores/user-store.ts'
import { userCard } from '../accounts/profiles/user-card.ts'

/** Their own devices, and everyone who shows them at the moment, show them with the name and the picture they have now. */
export function tellPerson(bus: Bus, user: User): void {
  const event = { type: 'person-changed', person: userCard(user) } as const
  bus.publish(userTopic(user.id), event)
  bus.publish(presenceTopic(user.id), event)
}
