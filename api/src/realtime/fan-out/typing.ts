import { limits } from '@parley/shared'

import type { TypingEvent } from '../../bus/events.ts'
import { encode } from '../socket/encode.ts'
import { deliver, type Person } from './room.ts'

/** To all but who types; where too many are online, to nobody. Answers how many connections got it. */
export function deliverTyping(event: TypingEvent, people: ReadonlySet<Person>): number {
  if (people.size > limits.typingOnlineMax) return 0
  const typists = new Set(event.userIds)
  const groups = Map.groupBy(people, ({ userId }) => typists.has(userId))
  const toOthers = deliver(encode(event), groups.get(false) ?? [])
  return (groups.get(true) ?? []).reduce((sum, typist) => sum + deliverToTypist(event, typist), toOthers)
}

function deliverToTypist({ userIds, ...event }: TypingEvent, typist: Person): number {
  const others = userIds.filter((id) => id !== typist.userId)
  const userId = others.at(-1)
  return userId === undefined ? 0 : deliver(encode({ ...event, userId, userIds: others }), [typist])
}
