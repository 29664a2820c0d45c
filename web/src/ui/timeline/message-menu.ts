import type { Message } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { Route } from '../../router.ts'
import { copyText } from '../components/copy.ts'
import { confirm } from '../components/dialog.ts'
import { openMenu, type MenuItem } from '../components/menu.ts'
import { blockAction } from '../people/blocking.ts'
import type { Client } from '../client.ts'

interface MenuFor {
  message: Message
  own: boolean
  anchor: HTMLElement
  /** Null where nothing can be written. */
  edit: ((message: Message) => void) | null
}

export function openMessageMenu(client: Client, { message, own, anchor, edit }: MenuFor): void {
  const copy: MenuItem = {
    label: words.timeline.copy,
    icon: 'copy',
    run: () => void copyText(client.toasts, message.text),
  }
  const change = edit && { label: words.timeline.edit, icon: 'pen' as const, run: () => edit(message) }
  const drop: MenuItem = {
    label: words.timeline.remove,
    icon: 'bin',
    look: 'danger',
    run: () => void remove(client, message),
  }
  const profile: MenuItem = {
    label: words.timeline.profile,
    icon: 'eye',
    run: () => client.router.go(profileRoute(message)),
  }
  const block = blockAction(client, client.state.person(message.senderId).get())
  openMenu(anchor, words.timeline.actions, own ? [change, copy, drop] : [copy, profile, block])
}

const profileRoute = ({ conversationId: id, senderId: userId }: Message): Route => ({
  name: 'conversation',
  id,
  panel: { kind: 'person', userId },
})

async function remove(client: Client, message: Message): Promise<void> {
  const { removeTitle: title, removeHint: hint, remove: action } = words.timeline
  if (!(await confirm({ title, hint, action }))) return
  const result = await client.actions.messages.remove(message.conversationId, message.seq)
  if (!result.ok) client.toasts.failure(result.failure)
}
