import type { ConversationSummary, UserCard } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { avatar, iconAvatar } from '../people/avatar.ts'

type Size = 'small' | 'medium' | 'large'

export function personName(person: UserCard | null): string {
  if (!person) return words.timeline.someone
  return person.deleted ? words.profile.deletedName : person.displayName
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

export function conversationAvatar(summary: ConversationSummary, size: Size): HTMLElement {
  const { conversation, peer } = summary
  switch (conversation.kind) {
    case 'group':
      return iconAvatar(conversation.id, conversation.visibility === 'open' ? 'group' : 'lock', size)
    case 'notes':
      return iconAvatar(conversation.id, 'note', size)
    case 'direct':
      return avatar(peer?.id ?? conversation.id, conversationName(summary), size)
  }
}
