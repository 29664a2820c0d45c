import { words } from '../../../i18n/index.ts'
import type { Delivery } from '../../../state/outbox-item.ts'
import { icon } from '../../components/icon.ts'
import { el } from '../../dom.ts'

const pictures = { sending: 'clock', stored: 'check', seen: 'checks', failed: 'warn' } as const

/** A clock, one tick or two: how far a message of one's own has come. */
export function deliveryMark(delivery: Delivery): HTMLElement {
  const { sending, sent: stored, seen, failed } = words.timeline
  const title = { sending, stored, seen, failed }[delivery]
  const props = { class: `delivery ${delivery}`, role: 'img', 'aria-label': title, title }
  return el('span', props, icon(pictures[delivery], 'tiny'))
}
