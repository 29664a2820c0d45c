import type { ConversationId, MemberRole } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import { confirm } from '../components/dialog.ts'
import type { MenuItem } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { openLinksDialog } from '../invitation-links/links-dialog.ts'

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

/** Null for who may make no invitation links. */
export const linksItem = (client: Client, id: ConversationId, role: MemberRole): MenuItem | null =>
  may(role, 'invite')
    ? { label: words.links.title, icon: 'link', run: () => openLinksDialog(client, id) }
    : null

export function tell(client: Client, result: Result<unknown>): void {
  if (!result.ok) client.toasts.failure(result.failure)
}

function goneIfDone(client: Client, result: Result<unknown>): void {
  tell(client, result)
  if (result.ok) client.router.replace({ name: 'home' })
}
