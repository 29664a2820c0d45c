import { words } from '../../i18n/late.ts'
import { submitButton } from '../components/button.ts'
import { Form } from '../components/form.ts'
import { passwordField } from '../passwords/password-field.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'

/** Leaving for good. */
export function accountSection(client: Client): HTMLElement {
  const password = passwordField(words.settings.deletePassword, 'current-password')
  const form = new Form({
    fields: { password },
    blame: { password_wrong: 'password' },
    submit: submitButton(words.settings.deleteForever, 'danger'),
    send: () => client.actions.account.deleteAccount({ password: password.value }),
    done: () => client.router.replace({ name: 'home' }),
  })
  return el(
    'div',
    { class: 'section' },
    el('h3', {}, words.settings.deleteAccount),
    el('p', { class: 'hint' }, words.settings.deleteIntro),
    form.root,
  )
}
