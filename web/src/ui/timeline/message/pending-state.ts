import { words } from '../../../i18n/index.ts'
import type { OutboxItem } from '../../../state/outbox-item.ts'
import { button } from '../../components/button.ts'
import { el } from '../../dom.ts'
import { failureLine } from '../../late/failure-line.ts'
import type { RowContext } from '../rows/row-context.ts'

/** Whoever has waited so long may take the message back, though it may have arrived. */
const slowMs = 20_000

/** What there is to say of a message under way, and to do about it. */
export function pendingState(item: OutboxItem, context: RowContext): HTMLElement | null {
  switch (item.status.kind) {
    case 'sending':
      return sending(item, context)
    case 'sent':
      return null
    case 'failed': {
      const { messages } = context.client.actions
      const retry = button(words.timeline.retry, () => void messages.retry(item.clientId), 'quiet')
      const why = failureLine(item.status.failure, words.timeline.failed)
      return el('div', { class: 'send-state failure' }, why, retry, discardButton(item, context))
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
  const isUpload = item.files !== undefined
  const warning = item.unkept === true && el('span', {}, words.timeline.unkept)
  const state = el('div', { class: 'send-state', hidden: !warning && !isUpload }, warning, discard)
  if (isUpload) return state
  discard.hidden = true
  setTimeout(() => (discard.hidden = state.hidden = false), slowMs - waitedMs(item))
  return state
}

function discardButton(item: OutboxItem, context: RowContext): HTMLElement {
  const discard = () => {
    if (context.client.actions.messages.discard(item.clientId) !== null) context.discarded(item)
  }
  const isUpload = item.files && item.status.kind === 'sending'
  return button(isUpload ? words.common.cancel : words.timeline.discard, discard, 'quiet')
}
