import type { ConversationId, UserCard } from '@parley/shared'
import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { button, submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import type { MenuItem } from '../components/menu.ts'
import { el, sentence } from '../dom.ts'
import { personName } from '../format/names.ts'

export const banItem = (client: Client, id: ConversationId, user: UserCard): MenuItem => ({
  label: words.moderation.ban,
  icon: 'lock',
  look: 'danger',
  run: () => openBan(client, id, user),
})

function openBan(client: Client, id: ConversationId, user: UserCard): void {
  const { banTitle, banHint, reason, reasonHint, banAction, wasBanned } = words.moderation
  const name = personName(user)
  const field = textField(
    { label: reason, hint: reasonHint },
    { dir: 'auto', autocomplete: 'off', maxlength: limits.banReasonMax },
  )
  const form = new Form({
    fields: { reason: field },
    blame: {},
    submit: submitButton(banAction, 'danger'),
    send: () => client.actions.members.ban(id, user.id, { reason: field.value }),
    done: () => {
      dialog.close()
      client.toasts.show(wasBanned(name))
    },
  })
  const cancel = button(words.common.cancel, () => dialog.close(), 'plain')
  const dialog = new Dialog(banTitle(name), el('p', { class: 'hint' }, ...sentence(banHint)))
  dialog.root.append(form.root)
  form.root.querySelector('[type=submit]')?.before(cancel)
  dialog.open()
  field.control.focus()
}
