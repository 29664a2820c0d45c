import type { Conversation, ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { textArea, textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { historyChoice } from '../components/choices/history-choice.ts'
import { visibilityChoice } from '../components/choices/visibility-choice.ts'
import type { Client } from '../client.ts'
import { flag } from '../people/avatar.ts'
import { PictureField } from '../pictures/picture-field.ts'

function pictureOf(client: Client, conversation: Conversation): PictureField {
  const { id } = conversation
  const { setPicture, removePicture } = client.actions.conversations
  const shown = derived([client.state.conversation(id)], (summary) => {
    const group = summary?.conversation ?? conversation
    return { avatar: flag(group, 'huge'), hasPicture: group.picture !== undefined }
  })
  return new PictureField(client, {
    shown,
    mask: 'square',
    set: (picture) => setPicture(id, picture),
    remove: () => removePicture(id),
  })
}

/** Picture, name, topic, who can join, and what newcomers read. */
export function openGroupForm(client: Client, { conversation, membership }: ConversationSummary): void {
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
  const history = may(membership.role, 'configure') ? historyChoice(conversation.history) : null
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
          ...(history && { history: history.value() }),
        }),
      done: () => dialog.close(),
    },
    who.root,
    ...(history ? [history.root] : []),
  )
  const dialog = new Dialog(words.details.edit).add(pictureOf(client, conversation))
  dialog.root.append(form.root)
  dialog.open()
}
