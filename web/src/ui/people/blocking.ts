import type { UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import type { Client } from '../client.ts'
import { confirm } from '../components/dialog.ts'
import type { MenuItem } from '../components/menu.ts'
import { el } from '../dom.ts'
import { personName } from '../format/names.ts'

/** Says beforehand what comes of it. */
async function block(client: Client, person: UserCard): Promise<void> {
  const name = personName(person)
  const { title, hint, block: action, done } = words.blocking
  if (!(await confirm({ title: title(name), hint: hint(name), action }))) return
  tell(client, await client.actions.people.block(person.id), done(name))
}

export async function unblock(client: Client, person: UserCard): Promise<void> {
  tell(client, await client.actions.people.unblock(person.id), words.blocking.undone(personName(person)))
}

/** What one can do about somebody: block them, or unblock them. Nobody has to block an account that is gone. */
export function blockAction(client: Client, person: UserCard | null): MenuItem | null {
  if (!person) return null
  const name = personName(person)
  const { blockName, unblockName } = words.blocking
  if (isBlocked(client, person.id))
    return { label: unblockName(name), icon: 'ban', run: () => void unblock(client, person) }
  if (person.deleted) return null
  return { label: blockName(name), icon: 'ban', look: 'danger', run: () => void block(client, person) }
}

export const blockedTag = (client: Client, userId: UserId) =>
  isBlocked(client, userId) && el('span', { class: 'tag off' }, words.blocking.tag)

const isBlocked = (client: Client, userId: UserId): boolean => client.state.blocked.get().has(userId)

function tell({ toasts }: Client, result: Result<void>, done: string): void {
  if (result.ok) toasts.show(done)
  else toasts.failure(result.failure)
}
