import type { Message, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import type { Client } from '../client.ts'
import { cutLine, el, sentence, type Child } from '../dom.ts'
import { beginning } from '../format/beginning.ts'
import { conversationName, personName } from '../format/names.ts'
import { systemText } from '../format/system-text.ts'
import { listTime } from '../format/time.ts'
import { told } from '../format/told.ts'

/** As much of a message as two lines show. */
const shownMax = 300

export interface HitContext {
  readonly client: Client
  readonly viewerId: UserId
  /** Where all are of one conversation, it is not named. */
  readonly isPlaced?: boolean
}

/** A message out of its conversation, to which it leads: who wrote it, where and when. */
export function hitRow(
  context: HitContext,
  message: Message,
  text = toldOf(context, message),
): HTMLAnchorElement {
  const { client, viewerId, isPlaced = true } = context
  const { conversationId: id, seq, senderId, createdAt } = message
  const { state, clock } = client
  const summary = state.conversation(id).get()
  const name = senderId === viewerId ? words.timeline.you : cutLine(personName(state.person(senderId).get()))
  // With the other person alone, the place has the name of the sender.
  const isNamed = isPlaced && summary !== null && summary.peer?.id !== senderId
  const place = isNamed && el('span', { class: 'hit-place' }, cutLine(conversationName(summary)))
  const time = el('time', { class: 'row-time', datetime: createdAt }, listTime(createdAt, clock.now.get()))
  const href = pathOf({ name: 'conversation', id, panel: null, seq })
  return el(
    'a',
    { class: 'hit-row', href },
    el('span', { class: 'row-line' }, el('span', { class: 'row-name' }, name), place, time),
    el('span', { class: 'hit-text', dir: 'auto' }, ...text),
  )
}

/** Of whom one has blocked nothing is shown that they wrote. */
function toldOf({ client: { state }, viewerId }: HitContext, message: Message): Child[] {
  const { senderId, system } = message
  if (system) return sentence(systemText(state, senderId, system, viewerId))
  if (state.blocked.get().has(senderId)) return [words.timeline.quoteFolded]
  return [beginning(told(message), shownMax)]
}
