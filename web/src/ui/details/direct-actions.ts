import type { ConversationId, ConversationSummary, MembershipPatch } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import type { Client } from '../client.ts'
import { confirm } from '../components/dialog.ts'
import type { MenuItem } from '../components/menu.ts'
import { conversationName } from '../format/names.ts'

/** What one can do about a conversation with somebody, or with oneself. Each has its place, also where it is none. */
export function directActions(client: Client, summary: ConversationSummary): (MenuItem | null)[] {
  const { hide, unhide, clear } = words.direct
  const { hidden } = summary.membership
  return [
    closeAction(client, summary),
    {
      label: hidden ? unhide : hide,
      icon: hidden ? 'eye' : 'eyeoff',
      run: () => void setHidden(client, summary),
    },
    { label: clear, icon: 'bin', look: 'danger', run: () => void deleteForMe(client, summary) },
  ]
}

/** Nobody has to close a conversation with an account that is gone. */
function closeAction(
  client: Client,
  { conversation, membership, peer }: ConversationSummary,
): MenuItem | null {
  if (membership.closed)
    return {
      label: words.composer.openAgain,
      icon: 'lock',
      run: () => void openAgain(client, conversation.id),
    }
  if (!peer || peer.deleted) return null
  const done = words.direct.closed(peer.displayName)
  const close = () => void change(client, conversation.id, { closed: true }, done)
  return { label: words.direct.close, icon: 'lock', run: close }
}

export async function openAgain(client: Client, id: ConversationId): Promise<void> {
  await change(client, id, { closed: false }, null)
}

async function setHidden(client: Client, { conversation, membership }: ConversationSummary): Promise<void> {
  const hidden = !membership.hidden
  const isDone = await change(client, conversation.id, { hidden }, hidden ? words.direct.hidden : null)
  if (isDone && hidden) leave(client, conversation.id)
}

async function deleteForMe(client: Client, summary: ConversationSummary): Promise<void> {
  const { clear: action, clearTitle, clearHint, clearNotesTitle, clearNotesHint, cleared } = words.direct
  const question = summary.peer
    ? { title: clearTitle, hint: clearHint(conversationName(summary)), action }
    : { title: clearNotesTitle, hint: clearNotesHint, action }
  if (!(await confirm(question))) return
  const { id } = summary.conversation
  if (tell(client, await client.actions.conversations.deleteForMe(id), cleared)) leave(client, id)
}

async function change(
  client: Client,
  id: ConversationId,
  patch: MembershipPatch,
  done: string | null,
): Promise<boolean> {
  return tell(client, await client.actions.conversations.changeMembership(id, patch), done)
}

function tell({ toasts }: Client, result: Result<unknown>, done: string | null): boolean {
  if (!result.ok) toasts.failure(result.failure)
  else if (done !== null) toasts.show(done)
  return result.ok
}

/** What is out of the list is not kept open either. */
function leave({ router }: Client, id: ConversationId): void {
  const route = router.route.get()
  if (route.name === 'conversation' && route.id === id) router.replace({ name: 'home' })
}
