import type { ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { bdi, el } from '../dom.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { openGroupForm } from './group-form.ts'
import { linkedText } from '../timeline/message/text/message-text.ts'

/** Who may change it gets to that by the picture as well. */
export function groupHead(client: Client, summary: ConversationSummary): Element[] {
  const {
    topic,
    description = '',
    visibility,
    askToJoin,
    announcements,
    history = 'all',
  } = summary.conversation
  const open = visibility === 'open'
  const closed = askToJoin ? words.moderation.requests.findable : words.details.closed
  const who = open ? words.details.open : closed
  return [
    may(summary.membership.role, 'edit')
      ? editable(summary, () => openGroupForm(client, summary))
      : conversationAvatar(summary, 'huge'),
    el('h3', {}, bdi(conversationName(summary))),
    topic ? linkedText(topic) : el('p', { class: 'hint' }, words.details.noTopic),
    ...(description === '' ? [] : [descriptionBox(description)]),
    el('p', { class: 'hint with-icon' }, icon(open ? 'globe' : 'lock'), who),
    ...(announcements
      ? [el('p', { class: 'hint with-icon' }, icon('write'), words.details.announcements)]
      : []),
    ...(history === 'all'
      ? []
      : [el('p', { class: 'hint with-icon' }, icon('clock'), words.details.fromJoining)]),
  ]
}

/** In reach of the keyboard, as a long one scrolls. */
function descriptionBox(description: string): Element {
  const props = {
    class: 'group-description',
    role: 'group',
    tabindex: 0,
    'aria-label': words.details.description,
  }
  return el('div', props, linkedText(description))
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
