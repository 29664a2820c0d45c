import type { ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { icon } from '../components/icon.ts'
import { bdi, el } from '../dom.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { linkedText } from '../timeline/message/text/message-text.ts'

export function groupHead(summary: ConversationSummary): Element[] {
  const { topic, visibility } = summary.conversation
  const open = visibility === 'open'
  const who = open ? words.details.open : words.details.closed
  return [
    conversationAvatar(summary, 'large'),
    el('h3', {}, bdi(conversationName(summary))),
    topic ? linkedText(topic) : el('p', { class: 'hint' }, words.details.noTopic),
    el('p', { class: 'hint with-icon' }, icon(open ? 'globe' : 'lock'), who),
  ]
}
