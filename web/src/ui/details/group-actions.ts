import type { ConversationId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import { confirm } from '../components/dialog.ts'
import type { Client } from '../client.ts'

export async function leaveGroup(client: Client, id: ConversationId): Promise<void> {
  const { leaveTitle: title, leaveHint: hint, leave: action } = words.details
  if (!(await confirm({ title, hint, action }))) return
  goneIfDone(client, await client.actions.conversations.leave(id))
}

export async function closeGroup(client: Client, id: ConversationId): Promise<void> {
  const { closeTitle: title, closeHint: hint, close: action } = words.details
  if (!(await confirm({ title, hint, action }))) return
  goneIfDone(client, await client.actions.conversations.close(id))
}

export function tell(client: Client, result: Result<unknown>): void {
  if (!result.ok) client.toasts.failure(result.failure)
}

function goneIfDone(client: Client, result: Result<unknown>): void {
  tell(client, result)
  if (result.ok) client.router.replace({ name: 'home' })
}
