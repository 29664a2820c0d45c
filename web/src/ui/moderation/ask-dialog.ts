import type { Conversation } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { textArea } from '../components/field.ts'
import { Form } from '../components/form.ts'

/** Asks to join a closed group, with a sentence for those who decide. */
export function openAsk(client: Client, { id, name }: Conversation): void {
  const { askTitle, sentence: label, sentenceHint: hint, ask, sent } = words.moderation.requests
  const sentence = textArea({ label, hint }, { maxlength: limits.joinSentenceMax, autofocus: true })
  const form = new Form({
    fields: { sentence },
    blame: { invalid_request: 'sentence' },
    submit: submitButton(ask, 'primary'),
    send: () => client.actions.requests.ask(id, sentence.value),
    done: () => {
      dialog.close()
      client.toasts.show(sent)
    },
  })
  const dialog = new Dialog(askTitle(name ?? ''), form.root)
  dialog.open()
}
