import type { UserCard } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute } from '../../router.ts'
import { submitButton } from '../components/button.ts'
import { textArea, textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { historyChoice } from '../components/choices/history-choice.ts'
import { visibilityChoice } from '../components/choices/visibility-choice.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { sentences } from '../format/failure.ts'
import { PeoplePicker } from './people-picker.ts'

interface NewGroupOptions {
  readonly name: string
  readonly people: readonly UserCard[]
  done(): void
}

export class NewGroup extends Component {
  constructor(client: Client, options: NewGroupOptions) {
    super(el('div', { class: 'tab-body' }))
    const name = textField(
      { label: words.create.name, value: options.name },
      { dir: 'auto', autocomplete: 'off', autofocus: true, required: true },
    )
    const topic = textArea({ label: words.create.topic, hint: words.create.topicHint }, { rows: 2 })
    const who = visibilityChoice({ visibility: 'closed' })
    const history = historyChoice()
    const picker = this.own(new PeoplePicker(client, () => {}, options.people))
    const form = new Form(
      {
        fields: { name, topic },
        blame: { name_invalid: 'name' },
        submit: submitButton(words.create.submit, 'primary'),
        send: async () => {
          const group = {
            name: name.value,
            topic: topic.value,
            ...who.value(),
            ...(history.value() !== 'all' && { history: history.value() }),
            memberIds: picker.chosen(),
          }
          const result = await client.actions.conversations.createGroup(group)
          if (!result.ok) return result
          client.router.go(conversationRoute(result.value.conversation.id))
          const missing = picker.missing(result.value)
          if (missing.length > 0) client.toasts.show(sentences(...missing))
          return result
        },
        done: options.done,
      },
      picker.root,
      who.root,
      history.root,
    )
    this.root.append(form.root)
  }
}
