import type { Message, UserId } from '@parley/shared'

import { withEntry, type Chat } from '../chat.ts'
import { isOwnKnown, replaced, type ToldMessage } from '../timeline.ts'

export interface Reacting {
  readonly message: Message
  readonly emoji: string
  readonly isOn: boolean
}

/**
 * What one reacted oneself is told by answers alone; frames, the same for all, tell what it has become. Of a message
 * that is not known it cannot be told.
 */
export function knowingOwn(
  known: Message | undefined,
  { reacted = [], ...message }: ToldMessage,
  viewerId: UserId,
): Message {
  if (!message.reactions || !known || !isOwnKnown(known)) return message
  const own = new Set(known.mine)
  for (const { userId, emoji, isOn } of reacted) {
    if (userId !== viewerId) continue
    if (isOn) own.add(emoji)
    else own.delete(emoji)
  }
  return { ...message, mine: [...own] }
}

/** As it will be when the server agrees. */
export function reactedBy({ message, emoji, isOn }: Reacting): Message {
  const { reactions = [], mine = [] } = message
  if (mine.includes(emoji) === isOn) return message
  const isNew = isOn && !reactions.some((one) => one.emoji === emoji)
  const all = isNew ? [...reactions, { emoji, count: 0 }] : reactions
  const counted = all.map((one) =>
    one.emoji === emoji ? { emoji, count: one.count + (isOn ? 1 : -1) } : one,
  )
  return {
    ...message,
    reactions: counted.filter(({ count }) => count > 0),
    mine: isOn ? [...mine, emoji] : mine.filter((one) => one !== emoji),
  }
}

/** In the place of what is shown of it, unless that is later. */
export function withShown(chat: Chat, message: Message): Chat {
  const timeline = chat.timelines.get(message.conversationId)
  const known = knownIn(chat, message)
  if (!timeline || !known || known.rev > message.rev) return chat
  return {
    ...chat,
    timelines: withEntry(chat.timelines, message.conversationId, replaced(timeline, message)),
  }
}

/** Taken back where the server has refused; what has come meanwhile stays. */
export function withoutReacting(chat: Chat, { message, emoji, isOn }: Reacting): Chat {
  const known = knownIn(chat, message)
  if (!known) return chat
  return withShown(
    chat,
    known.rev === message.rev ? message : reactedBy({ message: known, emoji, isOn: !isOn }),
  )
}

const knownIn = ({ timelines }: Chat, { conversationId, seq }: Message): Message | undefined =>
  timelines.get(conversationId)?.messages.find((one) => one.seq === seq)
