import type { CreatedAccessToken, NewAccessToken, Scope } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { button, submitButton } from '../../components/button.ts'
import { copyText } from '../../components/copy.ts'
import { Dialog } from '../../components/dialog.ts'
import { selectField, textField, type Choice } from '../../components/field.ts'
import { Form } from '../../components/form.ts'
import { passwordField } from '../../passwords/password-field.ts'
import type { Client } from '../../client.ts'
import { el } from '../../dom.ts'
import { chosenOf } from '../audiences.ts'

const { scopes, ends } = words.tokens

const scopeChoices: readonly Choice<Scope>[] = [
  { value: 'read', label: scopes.read },
  { value: 'write', label: scopes.write },
  { value: 'manage', label: scopes.manage },
]

const endChoices: readonly Choice[] = [
  { value: '30', label: ends.month },
  { value: '90', label: ends.quarter },
  { value: '366', label: ends.year },
  { value: '', label: ends.never },
]

/** Asks what the token is for, and shows it, this once. */
export function openNewToken(client: Client, created: () => void): void {
  const fields = tokenFields()
  let token: CreatedAccessToken | null = null
  const form = new Form({
    fields,
    blame: { name_invalid: 'name', password_wrong: 'password' },
    submit: submitButton(words.tokens.submit, 'primary'),
    send: async () => {
      const result = await client.actions.account.createToken(draftOf(fields))
      if (result.ok) token = result.value
      return result
    },
    done: () => {
      dialog.close()
      created()
      if (token) showToken(client, token)
    },
  })
  const dialog = new Dialog(words.tokens.create, form.root).open()
  fields.name.control.focus()
}

function tokenFields() {
  const { name, nameHint, scope, scopeHint, end, password } = words.tokens
  return {
    name: textField({ label: name, hint: nameHint }, { dir: 'auto', autocomplete: 'off', required: true }),
    scope: selectField({ label: scope, hint: scopeHint, value: 'write' }, scopeChoices),
    end: selectField({ label: end, value: '90' }, endChoices),
    password: passwordField(password, 'current-password'),
  }
}

const draftOf = ({ name, scope, end, password }: ReturnType<typeof tokenFields>): NewAccessToken => ({
  name: name.value,
  scope: chosenOf(scopeChoices, scope) ?? 'read',
  expiresInDays: end.value === '' ? null : Number(end.value),
  password: password.value,
})

function showToken({ toasts }: Client, { name, token }: CreatedAccessToken): void {
  const copy = button(words.tokens.copy, () => void copyText(toasts, token), 'primary')
  const done = button(words.tokens.done, () => dialog.close(), 'plain')
  const secret = el('code', { class: 'secret', tabindex: 0, dir: 'ltr' }, token)
  const foot = el('footer', { class: 'dialog-foot' }, done, copy)
  const hint = el('p', { class: 'hint' }, words.tokens.shownOnce)
  const dialog = new Dialog(words.tokens.created(name), hint, secret, foot).keepUntilClosed().open()
  copy.focus()
}
