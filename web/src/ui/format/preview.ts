import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { State } from '../../state/state.ts'
import { cutLine, el, sentence } from '../dom.ts'
import { calledBy, personName } from './names.ts'
import { namedBy, systemText } from './system-text.ts'
import { told } from './told.ts'

/** The last message in one line: what somebody wrote takes its own direction, and what is ours that of the page. */
export function preview(state: State, summary: ConversationSummary, viewerId: UserId): HTMLElement[] {
  const { lastMessage: message, conversation } = summary
  if (!message) return [conversation.topic ? cutLine(conversation.topic) : ours(words.list.noMessages)]
  if (message.expired) return [ours('')]
  if (message.deletedAt) return [ours(words.list.deleted)]
  if (message.system) return [ours(systemText(state, message.senderId, message.system, viewerId))]
  const text = cutLine(told(message).slice(0, 200))
  if (conversation.kind === 'notes') return [text]
  if (message.senderId === viewerId) return [by(words.list.you), text]
  if (conversation.kind === 'direct') return [text]
  return [by(words.list.by(calledBy(personName(state.person(message.senderId).get())))), text]
}

/** Another one when a name that the preview shows has become known. */
export function namesInPreview(state: State, { lastMessage: message }: ConversationSummary): string {
  if (!message) return ''
  const ids = message.system ? namedBy(message.senderId, message.system) : [message.senderId]
  return ids.map((id) => personName(state.person(id).get())).join()
}

const ours = (text: string) => el('span', { class: 'cut-line' }, ...sentence(text))
const by = (text: string) => el('span', { class: 'row-by' }, ...sentence(text))
