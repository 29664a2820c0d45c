import type { SystemEvent, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { isolated } from '../../i18n/isolated.ts'
import type { State } from '../../state/state.ts'
import { daysText } from './days.ts'
import { personName } from './names.ts'

const namedAtMost = 5
/** In one line of a conversation, where there are more only the first is named. */
const wholeAtMost = 3

/** What happened, in words. */
export function systemText(state: State, actorId: UserId, event: SystemEvent, viewerId: UserId): string {
  const other = (id: UserId) => personName(state.person(id).get())
  const actor = actorId === viewerId ? null : other(actorId)
  const named = (id: UserId) => (id === viewerId ? words.system.you : other(id))
  switch (event.kind) {
    case 'group-created':
      return words.system.created(actor)
    case 'member-joined':
      return words.system.joined(actor)
    case 'member-left':
      return words.system.left(actor)
    case 'members-added':
      return words.system.added(actor, firstOf(event.userIds.map(named)))
    case 'member-removed':
      return words.system.removed(actor, named(event.userId))
    case 'owner-changed':
      return words.system.owner(actor, named(event.userId))
    case 'role-changed':
      return event.role === 'moderator'
        ? words.system.madeModerator(actor, named(event.userId))
        : words.system.madeMember(actor, named(event.userId))
    case 'group-renamed':
      return words.system.renamed(actor, event.name)
    case 'topic-changed':
      return event.topic ? words.system.topic(actor, event.topic) : words.system.noTopic(actor)
    case 'announcements-changed':
      return event.announcements ? words.system.announced(actor) : words.system.everybodyWrites(actor)
    case 'description-changed':
      return words.system.description(actor)
    case 'picture-changed':
      return words.system.picture(actor)
    case 'visibility-changed':
      return event.visibility === 'open' ? words.system.opened(actor) : words.system.closed(actor)
    case 'history-changed':
      return event.history === 'all' ? words.system.readAll(actor) : words.system.readFromJoining(actor)
    case 'message-pinned':
      return words.system.pinned(actor)
    case 'expiry-changed':
      return event.expireAfterSeconds === null
        ? words.system.noExpiry(actor)
        : words.system.expiry(actor, daysText(event.expireAfterSeconds))
  }
}

/** Everyone whom the sentence names: it changes when one of their names arrives. */
export function namedBy(actorId: UserId, event: SystemEvent): readonly UserId[] {
  switch (event.kind) {
    case 'members-added':
      return [actorId, ...event.userIds.slice(0, wholeAtMost)]
    case 'member-removed':
    case 'owner-changed':
    case 'role-changed':
      return [actorId, event.userId]
    case 'group-created':
    case 'member-joined':
    case 'member-left':
    case 'group-renamed':
    case 'topic-changed':
    case 'announcements-changed':
    case 'description-changed':
    case 'picture-changed':
    case 'visibility-changed':
    case 'history-changed':
    case 'message-pinned':
    case 'expiry-changed':
      return [actorId]
  }
}

let format: Intl.ListFormat | null = null

const joined = (names: readonly string[]): string => {
  format ??= new Intl.ListFormat(words.language, { type: 'conjunction' })
  return format.format(names)
}

const firstOf = (names: readonly string[]): string =>
  names.length <= wholeAtMost
    ? listed(names)
    : joined([isolated(names[0] ?? ''), words.system.others(names.length - 1)])

export function listed(names: readonly string[]): string {
  const rest = names.length - namedAtMost
  const named = names.slice(0, namedAtMost).map(isolated)
  return joined(rest > 0 ? [...named, words.system.others(rest)] : named)
}
