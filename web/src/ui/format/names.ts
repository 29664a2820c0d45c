import type { ConversationSummary, UserCard } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { avatar, flag, notesAvatar, type AvatarSize } from '../people/avatar.ts'

export function personName(person: UserCard | null): string {
  if (!person) return words.timeline.someone
  return person.deleted ? words.list.deletedAccount : person.displayName
}

const latinWord = /^\p{Script=Latin}[\p{Script=Latin}\p{M}'’-]+$/u

/** In Latin letters the first of several names, if it is not short for something; in other scripts all of them. */
export function calledBy(name: string): string {
  const [first = name] = name.split(' ')
  return latinWord.test(first) ? first : name
}

export function conversationName({ conversation, peer }: ConversationSummary): string {
  switch (conversation.kind) {
    case 'group':
      return conversation.name ?? words.list.untitled
    case 'notes':
      return words.list.notes
    case 'direct':
      return personName(peer)
  }
}

export function conversationAvatar(summary: ConversationSummary, size: AvatarSize): Element {
  const { conversation, peer } = summary
  switch (conversation.kind) {
    case 'group':
      return flag(conversation, size)
    case 'notes':
      return notesAvatar(size)
    case 'direct':
      return avatar(peer ?? conversation, conversationName(summary), size)
  }
}
