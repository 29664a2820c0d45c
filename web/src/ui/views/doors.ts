import { words } from '../../i18n/index.ts'
import { pathOf } from '../../router.ts'
import { submitButton } from '../components/button.ts'
import { textField } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { passwordField } from '../components/password-field.ts'
import { wordmark } from '../components/logo.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'

const usernameProps = {
  name: 'username',
  autocomplete: 'username',
  autocapitalize: 'none',
  spellcheck: 'false',
}

export class SignInView extends Component {
  constructor(client: Client) {
    super(el('main', { class: 'door' }))
    const username = textField({ label: words.signIn.username }, { ...usernameProps, autofocus: true })
    const password = passwordField(words.signIn.password, 'current-password')
    const form = new Form({
      fields: { username, password },
      blame: { invalid_request: 'username' },
      submit: submitButton(words.signIn.submit, 'primary'),
      send: () => client.actions.session.signIn({ username: username.value, password: password.value }),
      done: () => {},
    })
    const { welcome, intro, other, toRegister } = words.signIn
    const link = el('a', { href: pathOf({ name: 'register' }) }, toRegister)
    this.root.append(doorCard(welcome, intro, form.root, el('p', { class: 'door-other' }, other, ' ', link)))
  }
}

export class RegisterView extends Component {
  constructor(client: Client) {
    super(el('main', { class: 'door' }))
    const { displayName: label, displayNameHint, usernameHint, passwordHint } = words.register
    const displayName = textField(
      { label, hint: displayNameHint },
      { name: 'name', autocomplete: 'name', dir: 'auto', autofocus: true },
    )
    const username = textField({ label: words.signIn.username, hint: usernameHint }, usernameProps)
    const password = passwordField(words.signIn.password, 'new-password', passwordHint)
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
      },
      submit: submitButton(words.register.submit, 'primary'),
      send: () =>
        client.actions.session.register({
          displayName: displayName.value,
          username: username.value,
          password: password.value,
        }),
      done: () => client.router.replace({ name: 'home' }),
    })
    const { welcome, intro, other, toSignIn } = words.register
    const link = el('a', { href: pathOf({ name: 'home' }) }, toSignIn)
    this.root.append(doorCard(welcome, intro, form.root, el('p', { class: 'door-other' }, other, ' ', link)))
  }
}

const doorCard = (title: string, intro: string, ...content: HTMLElement[]) =>
  el(
    'div',
    { class: 'door-card' },
    el('div', { class: 'door-brand' }, wordmark()),
    el('h1', {}, title),
    el('p', { class: 'hint' }, intro),
    ...content,
  )
