import type {
  ConversationId,
  ConversationSummary,
  Invitation,
  Presence,
  ServerFrameOf,
  UserCard,
  UserId,
} from '@parley/shared'

import type { RevEvent, Timeline } from './timeline.ts'

/** All that one person's client knows of the conversations, as plain data. Every change makes a new one. */
export interface Chat {
  readonly viewerId: UserId | null
  /** Which of the server's histories all this is of; null before the first connection. */
  readonly epoch: string | null
  /** Whether the list of conversations has arrived. */
  readonly listed: boolean
  /** Whether it has since the connection began, so that what comes now is new. */
  readonly isCaughtUp: boolean
  /** In the order of arrival of what was written last; the latest is the last one. */
  readonly conversations: ReadonlyMap<ConversationId, ConversationSummary>
  readonly timelines: ReadonlyMap<ConversationId, Timeline>
  /** The highest rev heard of. Whoever has a lower one has missed something. */
  readonly heads: ReadonlyMap<ConversationId, number>
  /** Events that came before those they follow. In order of rev, and never many. */
  readonly early: ReadonlyMap<ConversationId, readonly RevEvent[]>
  /** How far one has read as the server has confirmed it: a summary that knows less was made before. */
  readonly confirmedReads: ReadonlyMap<ConversationId, number>
  /** Conversations whose unread is not known here: their summary must be fetched. */
  readonly stale: ReadonlySet<ConversationId>
  readonly people: ReadonlyMap<UserId, UserCard>
  /** Whom one has blocked. */
  readonly blocked: ReadonlySet<UserId>
  /** To groups, the latest first. */
  readonly invitations: readonly Invitation[]
  /** The last change of what one has saved that was told. */
  readonly saved: ServerFrameOf<'saved'> | null
  /** The last change of what one has scheduled that was told. */
  readonly scheduled: ServerFrameOf<'scheduled'> | null
  /** The last change of a draft that was told. */
  readonly draft: ServerFrameOf<'draft'> | null
  /** The last change that was told of what one has asked for. */
  readonly 'join-request'?: ServerFrameOf<'join-request'>
  readonly presence: ReadonlyMap<UserId, Presence>
  /** Until when someone is shown as typing. */
  readonly typing: ReadonlyMap<ConversationId, ReadonlyMap<UserId, number>>
}

export function emptyChat(viewerId: UserId | null): Chat {
  return {
    viewerId,
    epoch: null,
    listed: false,
    isCaughtUp: false,
    conversations: new Map(),
    timelines: new Map(),
    heads: new Map(),
    early: new Map(),
    confirmedReads: new Map(),
    stale: new Set(),
    people: new Map(),
    blocked: new Set(),
    invitations: [],
    saved: null,
    scheduled: null,
    draft: null,
    presence: new Map(),
    typing: new Map(),
  }
}

/** The same map where nothing changes, so that watchers of it hear nothing. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  if (map.has(key) && Object.is(map.get(key), value)) return map
  return new Map(map).set(key, value)
}

/** Behind all others. */
export function withLast<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  const moved = new Map(map)
  moved.delete(key)
  return moved.set(key, value)
}

export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) return map
  const rest = new Map(map)
  rest.delete(key)
  return rest
}

export function withMember<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  return set.has(member) ? set : new Set(set).add(member)
}

export function withoutMember<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  if (!set.has(member)) return set
  const rest = new Set(set)
  rest.delete(member)
  return rest
}

export function withInvitation(chat: Chat, invitation: Invitation): Chat {
  const others = withoutInvitation(chat, invitation.conversation.id).invitations
  return { ...chat, invitations: [invitation, ...others] }
}

export function withoutInvitation(chat: Chat, id: ConversationId): Chat {
  return { ...chat, invitations: chat.invitations.filter(({ conversation }) => conversation.id !== id) }
}

export function withoutConversation(chat: Chat, id: ConversationId): Chat {
  return {
    ...chat,
    conversations: withoutEntry(chat.conversations, id),
    timelines: withoutEntry(chat.timelines, id),
    heads: withoutEntry(chat.heads, id),
    early: withoutEntry(chat.early, id),
    confirmedReads: withoutEntry(chat.confirmedReads, id),
    stale: withoutMember(chat.stale, id),
    typing: withoutEntry(chat.typing, id),
  }
}
