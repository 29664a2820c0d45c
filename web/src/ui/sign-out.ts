import type { SignOutOutcome } from '../actions/actions.ts'
import { words } from '../i18n/late.ts'
import type { Client } from './client.ts'
import { confirm } from './components/dialog.ts'

/** Asks first where something is not sent yet, which would be lost. */
export async function signOut(client: Client): Promise<void> {
  const { session } = client.actions
  const outcome = await session.signOut()
  if (outcome.kind !== 'unsent') finish(client, outcome)
  else if (await discardUnsent(outcome.count)) finish(client, await session.signOutAndDiscardUnsent())
}

const discardUnsent = (count: number) =>
  confirm({
    title: words.signOut.unsentTitle(count),
    hint: words.signOut.unsentHint,
    action: words.signOut.action,
  })

function finish({ router, toasts }: Client, outcome: SignOutOutcome): void {
  if (outcome.kind === 'signed-out') router.replace({ name: 'home' })
  if (outcome.kind === 'failed') toasts.failure(outcome.failure)
}
