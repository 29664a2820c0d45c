import { limits, type UserId } from '@parley/shared'

import type { TypingEvent } from '../../bus/events.ts'
import { encode } from '../socket/encode.ts'
import { deliver, type Person } from './room.ts'

type IsApart = (reader: UserId, typist: UserId) => boolean

/**
 * To each of whoever else types, but for those from whom they are apart; where too many are online, to nobody. Answers how
 * many connections got it.
 */
export function deliverTyping(event: TypingEvent, people: ReadonlySet<Person>, isApart: IsApart): number {
  if (people.size > limits.typingOnlineMax) return 0
  const others = new Set<Person>()
  let delivered = 0
  for (const person of people) {
    const shown = event.userIds.filter((id) => id !== person.userId && !isApart(person.userId, id))
    if (shown.length === event.userIds.length) others.add(person)
    else delivered += deliverSome(event, shown, person)
  }
  return delivered + deliver(encode(event), others)
}

function deliverSome(event: TypingEvent, userIds: UserId[], person: Person): number {
  const userId = userIds.at(-1)
  return userId === undefined ? 0 : deliver(encode({ ...event, userId, userIds }), [person])
}
