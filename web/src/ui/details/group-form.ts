import type { ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { textArea, textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { visibilityChoice } from '../components/visibility-choice.ts'
import type { Client } from '../client.ts'

/** Name, topic, and who can join. */
export function openGroupForm(client: Client, { conversation }: ConversationSummary): void {
  const name = textField(
    { label: words.create.name, value: conversation.name ?? '' },
    { dir: 'auto', required: true },
  )
  const topic = textArea({
    label: words.create.topic,
    hint: words.create.topicHint,
    value: conversation.topic,
  })
  const { visibility } = conversation
  const who = visibilityChoice(visibility, visibility === 'closed' ? words.details.openHint : undefined)
  const form = new Form(
    {
      fields: { name, topic },
      blame: { name_invalid: 'name', invalid_request: 'name' },
      submit: submitButton(words.common.save, 'primary'),
      send: () =>
        client.actions.conversations.update(conversation.id, {
          name: name.value,
          topic: topic.value,
          visibility: who.value(),
        }),
      done: () => dialog.close(),
    },
    who.root,
  )
  const dialog = new Dialog(words.details.edit, form.root)
  dialog.open()
}
