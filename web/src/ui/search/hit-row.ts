import type { Message } from '@parley/shared'

import { pathOf } from '../../router.ts'
import type { Client } from '../client.ts'
import { cutLine, el, type Child } from '../dom.ts'
import { conversationName, personName } from '../format/names.ts'
import { listTime } from '../format/time.ts'

/** A message out of its conversation, to which it leads: who wrote it, where and when. */
export function hitRow({ state, clock }: Client, message: Message, ...text: Child[]): HTMLElement {
  const { conversationId: id, seq, senderId, createdAt } = message
  const summary = state.conversation(id).get()
  const name = el('span', { class: 'row-name' }, cutLine(personName(state.person(senderId).get())))
  // With the other person alone, the place has the name of the sender.
  const known = summary !== null && summary.peer?.id !== senderId
  const place = known && el('span', { class: 'hit-place' }, cutLine(conversationName(summary)))
  const time = el('time', { class: 'row-time', datetime: createdAt }, listTime(createdAt, clock.now.get()))
  const href = pathOf({ name: 'conversation', id, panel: null, seq })
  return el(
    'a',
    { class: 'hit-row', href },
    el('span', { class: 'row-line' }, name, place, time),
    el('span', { class: 'hit-text', dir: 'auto' }, ...text),
  )
}
