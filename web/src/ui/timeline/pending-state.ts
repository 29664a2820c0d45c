import { words } from '../../i18n/index.ts'
import type { OutboxItem } from '../../state/outbox-item.ts'
import { button } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import type { RowContext } from './row-context.ts'

/** Whoever has waited so long may take the message back, though it may have arrived. */
const slowMs = 20_000

/** How far a message of one's own has come. */
export function pendingState(item: OutboxItem, context: RowContext): HTMLElement {
  switch (item.status.kind) {
    case 'sending':
      return sending(item, context)
    case 'sent':
      return mark('check', words.timeline.sent)
    case 'failed': {
      const { messages } = context.client.actions
      const retry = button(words.timeline.retry, () => void messages.retry(item.clientId), 'quiet')
      const why = el('span', {}, words.timeline.failed, ' ', failureText(item.status.failure))
      return el('div', { class: 'send-state failed' }, icon('warn'), why, retry, discardButton(item, context))
    }
  }
}

/** When this page first showed them as under way, by the clock that nobody sets. */
const shownAtMs = new WeakMap<OutboxItem, number>()

function waitedMs(item: OutboxItem): number {
  const nowMs = performance.now()
  if (!shownAtMs.has(item)) shownAtMs.set(item, nowMs)
  return nowMs - (shownAtMs.get(item) ?? nowMs)
}

function sending(item: OutboxItem, context: RowContext): HTMLElement {
  const discard = discardButton(item, context)
  discard.hidden = true
  setTimeout(() => (discard.hidden = false), slowMs - waitedMs(item))
  const warning = item.unkept === true && el('span', {}, words.timeline.unkept)
  return el('div', { class: 'send-state' }, mark('clock', words.timeline.sending), warning, discard)
}

function discardButton({ clientId }: OutboxItem, context: RowContext): HTMLElement {
  const discard = () => context.discarded(context.client.actions.messages.discard(clientId))
  return button(words.timeline.discard, discard, 'quiet')
}

const mark = (name: 'clock' | 'check', label: string) =>
  el('div', { class: 'send-state', role: 'img', 'aria-label': label, title: label }, icon(name))
