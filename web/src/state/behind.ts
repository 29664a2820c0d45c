import type { ConversationId, Message, SystemEvent, UserId } from '@parley/shared'

import type { Chat } from './chat.ts'

/** Conversations whose window lacks changes that are known to exist. */
export function timelinesBehind(chat: Chat): ConversationId[] {
  return [...chat.timelines].filter(([id, { rev }]) => rev < (chat.heads.get(id) ?? 0)).map(([id]) => id)
}

/** Conversations whose place in the list is not up to date, or which the list does not know. */
export function summariesBehind(chat: Chat): ConversationId[] {
  const behind = [...chat.heads].filter(([id, rev]) => (chat.conversations.get(id)?.rev ?? -1) < rev)
  return [...new Set([...behind.map(([id]) => id), ...chat.stale])]
}

/** Those whom something on the screen may name, and whose cards are not here. */
export function peopleMissing(chat: Chat): UserId[] {
  const shown = [...chat.timelines.values()].flatMap(({ messages, quotes }) => [
    ...messages,
    ...quotes.values(),
  ])
  const last = [...chat.conversations.values()].flatMap(({ lastMessage }) => lastMessage ?? [])
  const typists = [...chat.typing.values()].flatMap((people) => [...people.keys()])
  return [...new Set([...peopleNamed([...shown, ...last]), ...typists])].filter((id) => !chat.people.has(id))
}

export function peopleNamed(messages: readonly Message[]): UserId[] {
  const named = messages.flatMap(({ senderId, system, mentions = [], forwardedFrom }) => [
    senderId,
    ...mentions,
    ...systemNames(system),
    ...(forwardedFrom?.userId ? [forwardedFrom.userId] : []),
  ])
  return [...new Set(named)]
}

function systemNames(system: SystemEvent | null): readonly UserId[] {
  if (system === null) return []
  if ('userIds' in system) return system.userIds
  return 'userId' in system ? [system.userId] : []
}
