import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { State } from '../../state/state.ts'
import { personName } from './names.ts'
import { systemText } from './system-text.ts'

/** The last message in one line. */
export function preview(state: State, summary: ConversationSummary, viewerId: UserId): string {
  const message = summary.lastMessage
  if (!message) return summary.conversation.topic || words.list.noMessages
  if (message.deletedAt) return words.list.deleted
  if (message.system) return systemText(state, message.senderId, message.system, viewerId)
  const text = message.text.slice(0, 200)
  if (summary.conversation.kind === 'notes') return text
  if (message.senderId === viewerId) return words.list.you(text)
  if (summary.conversation.kind === 'direct') return text
  return words.list.by(personName(state.person(message.senderId).get()), text)
}
