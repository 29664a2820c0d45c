import type { ConversationId, Member, MemberRole, RoleSetting, UserCard, UserId } from '@parley/shared'
import { mayActOn, type Right } from '@parley/shared/roles'

import { words } from '../../i18n/late.ts'
import { iconButton } from '../components/button.ts'
import { confirm } from '../components/dialog.ts'
import { openMenu, type MenuItem } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { personName } from '../format/names.ts'
import { banItem } from '../moderation/ban-dialog.ts'
import { silenceAction } from '../moderation/silencing.ts'
import { tell } from './group-actions.ts'

interface Context {
  readonly client: Client
  readonly id: ConversationId
  /** One's own. */
  readonly role: MemberRole
  readonly viewerId: UserId
}

/** What one may do with a member of a group; null where that is nothing. */
export function memberMenuButton(context: Context, member: Member): HTMLElement | null {
  const { client, id, role, viewerId } = context
  const { user } = member
  const mayDo = (right: Right) => user.id !== viewerId && mayActOn(role, right, member.role)
  const { handOver, remove, memberActions } = words.details
  const items: (MenuItem | null)[] = [
    mayDo('changeRoles') ? roleItem(client, id, member) : null,
    mayDo('handOver') ? { label: handOver, icon: 'key', run: () => void handOverTo(client, id, user) } : null,
    mayDo('silence') ? silenceAction(client, id, member) : null,
    mayDo('remove')
      ? { label: remove, icon: 'out', look: 'danger', run: () => void removeMember(client, id, user) }
      : null,
    mayDo('ban') ? banItem(client, id, user) : null,
  ]
  if (items.every((item) => item === null)) return null
  const label = memberActions(personName(user))
  const control = iconButton('more', label, () => openMenu(control, label, items))
  return control
}

function roleItem(client: Client, id: ConversationId, { user, role }: Member): MenuItem {
  const { makeModerator, makeMember } = words.moderation
  return role === 'moderator'
    ? { label: makeMember, icon: 'user', run: () => void setRole(client, id, user, 'member') }
    : { label: makeModerator, icon: 'shield', run: () => void promote(client, id, user) }
}

async function promote(client: Client, id: ConversationId, user: UserCard): Promise<void> {
  const { makeModerator: action, makeModeratorTitle, makeModeratorHint: hint } = words.moderation
  if (await confirm({ title: makeModeratorTitle(personName(user)), hint, action, isSafe: true }))
    await setRole(client, id, user, 'moderator')
}

async function setRole(
  client: Client,
  id: ConversationId,
  { id: userId }: UserCard,
  role: RoleSetting['role'],
) {
  tell(client, await client.actions.members.setRole(id, userId, role))
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
