import type { Conversation, ConversationSummary } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { selectField, textArea, textField } from '../components/field.ts'
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

const writersField = ({ announcements }: Conversation) =>
  selectField({ label: words.details.writers, value: announcements ? 'few' : 'all' }, [
    { value: 'all', label: words.details.everybodyWrites },
    { value: 'few', label: words.details.fewWrite },
  ])

/** Picture, name, topic, description, and for its owner who can join, what they read, and who writes. */
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
  const description = textArea(
    {
      label: words.details.description,
      hint: words.details.descriptionHint,
      value: conversation.description ?? '',
    },
    { rows: 4 },
  )
  const { visibility } = conversation
  const maySetUp = may(membership.role, 'configure')
  const who = visibilityChoice(conversation, visibility === 'closed' ? words.details.openHint : undefined)
  const history = historyChoice(conversation.history)
  const writers = writersField(conversation)
  const form = new Form(
    {
      fields: { name, topic, description },
      blame: { name_invalid: 'name', invalid_request: 'name' },
      submit: submitButton(words.common.save, 'primary'),
      send: () =>
        client.actions.conversations.update(conversation.id, {
          name: name.value,
          topic: topic.value,
          description: description.value,
          ...(maySetUp && {
            ...who.value(),
            history: history.value(),
            announcements: writers.value === 'few',
          }),
        }),
      done: () => dialog.close(),
    },
    ...(maySetUp ? [who.root, history.root, writers.root] : []),
  )
  const dialog = new Dialog(words.details.edit).add(pictureOf(client, conversation))
  dialog.root.append(form.root)
  dialog.open()
}
