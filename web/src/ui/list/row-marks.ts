import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { lastDelivery } from '../../state/outbox-item.ts'
import { icon, type IconName } from '../components/icon.ts'
import { el } from '../dom.ts'
import { unreadCount } from '../format/unread-count.ts'
import { deliveryMark } from '../timeline/message/delivery-mark.ts'

/** The count, and how it is spoken. */
export function unreadBadge(unread: number, muted: boolean): HTMLElement[] {
  const count = unreadCount(unread)
  const badge = el('span', { class: muted ? 'badge unheard' : 'badge', 'aria-hidden': 'true' }, count)
  return [badge, el('span', { class: 'visually-hidden' }, ` ${words.list.unread(count)}`)]
}

/** That some of it mentions one, also where all else is muted. */
export function mentionBadge({ unreadMentions = 0 }: ConversationSummary): HTMLElement[] {
  if (unreadMentions === 0) return []
  return [
    el('span', { class: 'badge at', 'aria-hidden': 'true' }, '@'),
    el('span', { class: 'visually-hidden' }, ` ${words.list.mentioned}`),
  ]
}

/** Beside the name: what the pointer is told of it. */
export const sign = (picture: IconName, label: string) =>
  el(
    'span',
    { class: 'row-sign', title: label },
    icon(picture, 'tiny'),
    el('span', { class: 'visually-hidden' }, ` ${label}`),
  )

/** How far one's own last message has come. */
export function ownTick(summary: ConversationSummary, viewerId: UserId): HTMLElement | null {
  const delivery = lastDelivery(summary, viewerId)
  return delivery && deliveryMark(delivery)
}
