import type { ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { icon } from '../components/icon.ts'
import { bdi, el } from '../dom.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { linkedText } from '../timeline/message/text/message-text.ts'

/** @param edit for who may, and gets to what can be changed by the picture as well */
export function groupHead(summary: ConversationSummary, edit: () => void): Element[] {
  const { topic, visibility, history = 'all' } = summary.conversation
  const open = visibility === 'open'
  const who = open ? words.details.open : words.details.closed
  return [
    may(summary.membership.role, 'edit') ? editable(summary, edit) : conversationAvatar(summary, 'huge'),
    el('h3', {}, bdi(conversationName(summary))),
    topic ? linkedText(topic) : el('p', { class: 'hint' }, words.details.noTopic),
    el('p', { class: 'hint with-icon' }, icon(open ? 'globe' : 'lock'), who),
    ...(history === 'all'
      ? []
      : [el('p', { class: 'hint with-icon' }, icon('clock'), words.details.fromJoining)]),
  ]
}

function editable(summary: ConversationSummary, onclick: () => void): Element {
  const label = words.pictures.ofGroup
  const props = { type: 'button', class: 'picture-button', 'aria-label': label, title: label, onclick }
  return el(
    'button',
    props,
    conversationAvatar(summary, 'huge'),
    el('span', { class: 'picture-badge' }, icon('picture')),
  )
}
