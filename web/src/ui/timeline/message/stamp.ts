import { words } from '../../../i18n/index.ts'
import { el, type Child } from '../../dom.ts'
import { icon } from '../../components/icon.ts'
import { clockParts, clockTime, fullTime } from '../../format/time.ts'
import type { MessageRowModel } from '../rows/models.ts'
import { deliveryMark } from './delivery-mark.ts'

/** Behind the text of a bubble. */
export function stamp(model: MessageRowModel): HTMLElement {
  const edited = editedMark(model, '')
  const shown = clockTime(model.at)
  return el(
    'span',
    { class: 'stamp' },
    pinMark(model),
    edited,
    edited && ' · ',
    time(model, shown),
    markOf(model),
  )
}

/** The half of the day is in the head of the run already, and the column is narrow: here it is only spoken. */
export function sideTime(model: MessageRowModel): HTMLElement {
  const { before, time: shown, after } = clockParts(model.at)
  const spoken = (half: string) => half !== '' && el('span', { class: 'visually-hidden' }, half)
  return time(model, spoken(before), shown, spoken(after))
}

export function editedMark({ message }: MessageRowModel, before: string): HTMLElement | false {
  if (!message?.editedAt || message.deletedAt) return false
  const props = {
    type: 'button',
    class: 'edited',
    title: fullTime(message.editedAt),
    'aria-haspopup': 'dialog',
  } as const
  return el('span', {}, before, el('button', props, words.timeline.edited))
}

/** A small one, which says it to who cannot see it. */
export function pinMark({ message }: MessageRowModel): HTMLElement | null {
  const { pinned } = words.timeline
  if (!message?.pinned) return null
  return el(
    'span',
    { class: 'pin-mark', role: 'img', 'aria-label': pinned, title: pinned },
    icon('pin', 'tiny'),
  )
}

export const markOf = ({ delivery }: MessageRowModel): HTMLElement | null =>
  delivery && deliveryMark(delivery)

const time = ({ at }: MessageRowModel, ...content: Child[]): HTMLElement =>
  el('time', { class: 'message-time', datetime: at, title: fullTime(at) }, ...content)
