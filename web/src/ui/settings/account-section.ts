import { words } from '../../i18n/index.ts'
import type { SignOutOutcome } from '../../actions/actions.ts'
import { button, submitButton } from '../components/button.ts'
import { confirm } from '../components/dialog.ts'
import { Form } from '../components/form.ts'
import { passwordField } from '../components/password-field.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'

/** Leaving: for now, or for good. */
export function accountSection(client: Client): HTMLElement {
  const out = button(words.settings.signOut, () => void signOut(client), 'plain')
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
    el('div', { class: 'form-foot' }, out),
    el('h3', {}, words.settings.deleteAccount),
    el('p', { class: 'hint' }, words.settings.deleteIntro),
    form.root,
  )
}

async function signOut(client: Client): Promise<void> {
  const { session } = client.actions
  const outcome = await session.signOut()
  if (outcome.kind !== 'unsent') finish(client, outcome)
  else if (await discardUnsent(outcome.count)) finish(client, await session.signOutAndDiscardUnsent())
}

const discardUnsent = (count: number) =>
  confirm({
    title: words.settings.unsentTitle(count),
    hint: words.settings.unsentHint,
    action: words.settings.signOut,
  })

function finish({ router, toasts }: Client, outcome: SignOutOutcome): void {
  if (outcome.kind === 'signed-out') router.replace({ name: 'home' })
  if (outcome.kind === 'failed') toasts.failure(outcome.failure)
}
