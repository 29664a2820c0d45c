import type { ClientId, ConversationId, Message } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { button } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'
import { failureText, sentences } from '../format/failure.ts'
import { conversationName } from '../format/names.ts'
import { Targets } from './targets.ts'

/** Repeats a message in other conversations. What is refused stays chosen, and is told by its name. */
export function openForwardDialog(client: Client, message: Message): void {
  const send = button(words.messageActions.forward, () => void forward(), 'primary')
  send.disabled = true
  const targets = new Targets(client, (chosen) => (send.disabled = chosen === 0))
  const tried = new Map<ConversationId, ClientId>()
  const dialog = new Dialog(words.forward.title).add(targets)
  dialog.root.append(el('footer', { class: 'dialog-foot' }, send))
  const forward = async () => {
    send.disabled = true
    const refused: string[] = []
    let forwarded = 0
    for (const summary of targets.chosen) {
      const { id } = summary.conversation
      const result = await client.actions.changing.forward(message, id, tried)
      const why = result.ok ? null : failureText(result.failure)
      if (why !== null) refused.push(words.forward.refused(conversationName(summary), why))
      if (!result.ok) continue
      forwarded += 1
      targets.drop(id)
    }
    const told = forwarded > 0 ? [words.forward.done(forwarded)] : []
    client.toasts.show(sentences(...told, ...refused))
    if (refused.length === 0) dialog.close()
    else send.disabled = false
  }
  dialog.open()
}
