import type { Message, MessageState } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { button } from '../../components/button.ts'
import { confirm, Dialog } from '../../components/dialog.ts'
import { el } from '../../dom.ts'
import { fullTime } from '../../format/time.ts'
import type { RowContext } from '../rows/row-context.ts'
import { readingOf } from './reading.ts'
import { messageText, type Reading } from './text/message-text.ts'

/** What a message says, and has said before, the newest first. */
export async function openStates(context: RowContext, message: Message): Promise<void> {
  const { client, viewerId } = context
  const result = await client.actions.changing.states(message)
  if (!result.ok) return client.toasts.failure(result.failure)
  const earlier = result.value.items.toReversed()
  const present = { text: message.text, writtenAt: message.editedAt ?? message.createdAt }
  // Whom the message mentions now may have been meant before as well.
  const reading = { ...readingOf(context, message), found: [] }
  const { title, now, hint, none, drop } = words.states
  const items = [present, ...earlier].map((state, at) => item(state, at === 0 ? now : '', reading))
  const isEmpty = earlier.length === 0
  const dialog = new Dialog(
    title,
    el('p', { class: 'hint' }, isEmpty ? none : hint),
    el('ol', { class: 'states', tabindex: 0, 'aria-label': title }, ...items),
  )
  if (!isEmpty && message.senderId === viewerId) {
    const asked = async () => {
      if (await dropped(context, message)) dialog.close()
    }
    dialog.root.append(
      el(
        'footer',
        { class: 'dialog-foot' },
        button(drop, () => void asked(), 'danger'),
      ),
    )
  }
  dialog.open()
}

function item({ text, writtenAt }: MessageState, tag: string, reading: Reading): HTMLElement {
  const time = el('time', { datetime: writtenAt }, fullTime(writtenAt))
  return el('li', {}, el('p', { class: 'state-time' }, tag && `${tag} · `, time), messageText(text, reading))
}

async function dropped({ client }: RowContext, message: Message): Promise<boolean> {
  const { dropTitle: title, dropHint: hint, drop: action } = words.states
  if (!(await confirm({ title, hint, action }))) return false
  const result = await client.actions.changing.clearStates(message)
  if (!result.ok) client.toasts.failure(result.failure)
  return result.ok
}
