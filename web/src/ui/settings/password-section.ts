import type { Me } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { submitButton } from '../components/button.ts'
import { newPasswordField } from '../passwords/new-password-field.ts'
import { passwordField } from '../passwords/password-field.ts'
import { Form } from '../components/form.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'

export function passwordSection(client: Client, me: Me): HTMLElement {
  const current = passwordField(words.settings.currentPassword, 'current-password')
  const next = newPasswordField(words.settings.newPassword, () => [me.displayName, me.username])
  const form = new Form({
    fields: { current, next },
    blame: {
      password_wrong: 'current',
      password_too_short: 'next',
      password_too_long: 'next',
      password_too_common: 'next',
      password_weak: 'next',
    },
    submit: submitButton(words.settings.changePassword, 'primary'),
    send: () =>
      client.actions.account.changePassword({ currentPassword: current.value, newPassword: next.value }),
    done: () => {
      current.control.value = ''
      next.control.value = ''
      next.control.dispatchEvent(new Event('input'))
      client.toasts.show(words.settings.passwordChanged)
    },
  })
  // So that password managers know whose password it is.
  form.root.prepend(el('input', { type: 'text', autocomplete: 'username', value: me.username, hidden: true }))
  return form.root
}
