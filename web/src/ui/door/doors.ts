import type { ErrorCode, Instance, Registration } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { storedName } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { pathOf, type Route } from '../../router.ts'
import type { Result } from '../../state/result.ts'
import { button, submitButton } from '../components/button.ts'
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
    const { welcome: title, intro, other, toRegister } = words.signIn
    const token = invitationIn(client)
    const lead = token === null ? intro : words.joining.signInIntro
    const to: Route = token === null ? { name: 'register' } : { name: 'join', token, isSigningIn: false }
    const link = el('a', { href: pathOf(to) }, toRegister)
    this.show({ title, lead, other, link }, form.root)
  }
}

/** The token of the invitation link by which one came. */
function invitationIn({ router }: Client): string | null {
  const route = router.route.get()
  return route.name === 'join' ? route.token : null
}

const blame = {
  username_taken: 'username',
  username_reserved: 'username',
  username_invalid: 'username',
  name_invalid: 'displayName',
  password_too_short: 'password',
  password_too_long: 'password',
  password_too_common: 'password',
  password_weak: 'password',
} as const

export class RegisterView extends DoorPage {
  readonly #client: Client
  /** Of the invitation link by which one came; null without one, or when one goes on without it. */
  #token: string | null
  /** Whether it was made is not known: the answer was lost. */
  #isInDoubt = false
  readonly #without = button(words.joining.without, () => this.#goOnWithout(), 'quiet')
  readonly #form: Form

  constructor(client: Client) {
    super(client)
    this.#client = client
    this.#token = invitationIn(client)
    const displayName = displayNameField()
    const username = usernameField()
    const password = newPasswordField(words.signIn.password, () => [displayName.value, username.value])
    this.#form = new Form({
      fields: { displayName, username, password },
      blame,
      submit: submitButton(words.register.submit, 'primary'),
      send: () =>
        this.#send({
          displayName: displayName.value,
          username: username.value,
          password: password.value,
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        }),
      done: () => {
        if (this.#token === null) client.router.replace({ name: 'home' })
      },
    })
    this.#without.hidden = true
    const { welcome: title, intro, other, toSignIn } = words.register
    const token = this.#token
    const lead = token === null ? intro : words.joining.registerIntro
    const to: Route = token === null ? { name: 'home' } : { name: 'join', token, isSigningIn: true }
    const link = el('a', { href: pathOf(to) }, toSignIn)
    const closed = el('p', { class: 'door-closed', hidden: true })
    this.show({ title, lead, other, link }, el('div', {}, closed, this.#form.root, this.#without))
    this.bind(client.state.instance, (instance) => {
      const why = whyClosed(instance?.registration ?? 'open', token)
      closed.textContent = why
      closed.hidden = why === null
      this.#form.root.hidden = why !== null
    })
  }

  /** Sent again after an answer was lost, the name may be taken by oneself: then the password is the right one. */
  async #send(form: Registration): Promise<Result<void>> {
    const { session } = this.#client.actions
    const invited = this.#token !== null && { invitationToken: this.#token }
    const result = await session.register({ ...form, ...invited })
    const mayBeOwn = this.#isInDoubt && codeOf(result) === 'username_taken'
    this.#isInDoubt = !result.ok && result.failure.kind === 'unreachable'
    const isOpen = this.#client.state.instance.get()?.registration === 'open'
    this.#without.hidden = !(isOpen && codeOf(result) === 'invitation_link_not_found')
    if (!mayBeOwn) return result
    const signedIn = await session.signIn({ username: form.username, password: form.password })
    return signedIn.ok ? signedIn : result
  }

  #goOnWithout(): void {
    this.#token = null
    this.#form.root.requestSubmit()
  }
}

const codeOf = (result: Result<void>): ErrorCode | null =>
  !result.ok && result.failure.kind === 'refused' ? result.failure.code : null

/** Why there is no form; null where there is one. */
function whyClosed(registration: Instance['registration'], token: string | null): string | null {
  if (registration === 'closed') return words.register.closed
  return registration === 'invited' && token === null ? words.register.needsLink : null
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
