import * as limits from '@parley/shared/limits'
import { storedName } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import { submitButton } from '../components/button.ts'
import { textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { newPasswordField } from '../passwords/new-password-field.ts'
import { passwordField } from '../passwords/password-field.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'
import { DoorPage } from './door-page.ts'

const usernameProps = {
  name: 'username',
  autocomplete: 'username',
  autocapitalize: 'none',
  spellcheck: 'false',
}

export class SignInView extends DoorPage {
  constructor(client: Client) {
    super(client)
    const username = textField(
      { label: words.signIn.username },
      { ...usernameProps, autofocus: true, required: true },
    )
    const password = passwordField(words.signIn.password, 'current-password')
    username.check = (value) => (value.trim() === '' ? words.signIn.usernameMissing : null)
    password.check = (value) => (value === '' ? words.signIn.passwordMissing : null)
    const form = new Form({
      fields: { username, password },
      blame: { invalid_request: 'username' },
      submit: submitButton(words.signIn.submit, 'primary'),
      send: () => client.actions.session.signIn({ username: username.value, password: password.value }),
      done: () => {},
    })
    const { welcome: title, intro: lead, other, toRegister } = words.signIn
    const link = el('a', { href: pathOf({ name: 'register' }) }, toRegister)
    this.show({ title, lead, other, link }, form.root)
  }
}

export class RegisterView extends DoorPage {
  constructor(client: Client) {
    super(client)
    const displayName = displayNameField()
    const username = usernameField()
    const password = newPasswordField(words.signIn.password, () => [displayName.value, username.value])
    const form = new Form({
      fields: { displayName, username, password },
      blame: {
        username_taken: 'username',
        username_reserved: 'username',
        username_invalid: 'username',
        name_invalid: 'displayName',
        password_too_short: 'password',
        password_too_long: 'password',
        password_too_common: 'password',
        password_weak: 'password',
      },
      submit: submitButton(words.register.submit, 'primary'),
      send: () =>
        client.actions.session.register({
          displayName: displayName.value,
          username: username.value,
          password: password.value,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        }),
      done: () => client.router.replace({ name: 'home' }),
    })
    const { welcome: title, intro: lead, other, toSignIn } = words.register
    const link = el('a', { href: pathOf({ name: 'home' }) }, toSignIn)
    this.show({ title, lead, other, link }, form.root)
  }
}

function displayNameField() {
  const { displayName: label, displayNameHint: hint } = words.register
  const props = { name: 'name', autocomplete: 'name', dir: 'auto', autofocus: true, required: true }
  const field = textField({ label, hint }, props)
  field.check = (value) => (storedName(value) === '' ? words.errors.name_invalid : null)
  return field
}

/** Who has another spelling in mind learns it here, and of a name that is taken from the server. */
function usernameField() {
  const hint = words.register.usernameHint
  const field = textField({ label: words.signIn.username, hint }, { ...usernameProps, required: true })
  const form = new RegExp(`^(?=.*[a-z0-9])[a-z0-9._-]{${limits.usernameMin},${limits.usernameMax}}$`, 'i')
  field.check = (value) => (form.test(value.trim()) ? null : words.errors.username_invalid)
  return field
}
