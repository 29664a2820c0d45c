import type { ConversationId, Member, UserCard } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { iconButton } from '../components/button.ts'
import { confirm } from '../components/dialog.ts'
import { openMenu } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { personName } from '../format/names.ts'
import { silenceAction } from '../moderation/silencing.ts'
import { tell } from './group-actions.ts'

/** What the owner of a group can do with one of its members. */
export function memberMenuButton(client: Client, id: ConversationId, member: Member): HTMLElement {
  const { user } = member
  const { handOver, remove, memberActions } = words.details
  const label = memberActions(personName(user))
  const open = () =>
    openMenu(control, label, [
      silenceAction(client, id, member),
      { label: handOver, icon: 'key', run: () => void handOverTo(client, id, user) },
      { label: remove, icon: 'out', look: 'danger', run: () => void removeMember(client, id, user) },
    ])
  const control = iconButton('more', label, open)
  return control
}

async function removeMember(client: Client, id: ConversationId, user: UserCard): Promise<void> {
  const { removeTitle, removeHint: hint, remove: action } = words.details
  if (!(await confirm({ title: removeTitle(personName(user)), hint, action }))) return
  tell(client, await client.actions.members.remove(id, user.id))
}

async function handOverTo(client: Client, id: ConversationId, user: UserCard): Promise<void> {
  const { handOverTitle, handOverHint: hint, handOver: action } = words.details
  if (!(await confirm({ title: handOverTitle(personName(user)), hint, action }))) return
  tell(client, await client.actions.members.handOver(id, user.id))
}
