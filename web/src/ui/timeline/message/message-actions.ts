import type { Message } from '@parley/shared'
import { may } from '@parley/shared/roles'

import { words } from '../../../i18n/late.ts'
import { pathOf, type Route } from '../../../router.ts'
import type { Client } from '../../client.ts'
import { copyText } from '../../components/copy.ts'
import { confirm } from '../../components/dialog.ts'
import type { MenuItem } from '../../components/menu.ts'
import { openForward } from '../../forward/open-forward.ts'
import { personName } from '../../format/names.ts'
import { mayPin, setPinned } from '../../pins/pinning.ts'
import { blockAction } from '../../people/blocking.ts'
import { savedPlaces } from '../../saved/saved-places.ts'
import type { RowContext } from '../rows/row-context.ts'
import type { MessageRowModel } from '../rows/models.ts'

/** One that also stands beside the message, with its key. */
export interface QuickAction extends MenuItem {
  readonly key: string
}

/** What is done most with a message that is stored. */
export function quickActions(context: RowContext, { message, senderId }: MessageRowModel): QuickAction[] {
  if (!message || message.deletedAt) return []
  const { client, viewerId } = context
  const [reply, edit] = [
    context.reply(),
    senderId === viewerId && !message.forwardedFrom ? context.edit() : null,
  ]
  const copy = () => void copyText(client.toasts, message.text)
  const link = () => void copyText(client.toasts, linkTo(message))
  return [
    ...(reply
      ? [
          {
            label: words.messageActions.reply,
            icon: 'reply' as const,
            key: 'r',
            run: () => reply(message.seq),
          },
        ]
      : []),
    ...(message.text === ''
      ? []
      : [{ label: words.messageActions.copy, icon: 'copy' as const, key: 'c', run: copy }]),
    ...(edit
      ? [{ label: words.messageActions.edit, icon: 'pen' as const, key: 'e', run: () => edit(message) }]
      : []),
    { label: words.messageActions.copyLink, icon: 'link', key: 'l', run: link },
  ]
}

/** All that can be done with it. */
export function allActions(context: RowContext, model: MessageRowModel): MenuItem[] {
  const { message, senderId } = model
  if (!message || message.deletedAt) return []
  const { client, viewerId } = context
  const rest =
    senderId === viewerId
      ? [drop(client, message)]
      : [
          profile(client, message),
          block(client, message),
          mayDelete(client, message) ? dropOfOther(client, message) : null,
        ]
  const keeping = [forward(client, message), save(client, message), pin(client, message)]
  return [...quickActions(context, model), ...[...keeping, ...rest].flatMap((item) => item ?? [])]
}

const linkTo = ({ conversationId: id, seq }: Message): string =>
  location.origin + pathOf({ name: 'conversation', id, panel: null, seq })

const forward = (client: Client, message: Message): MenuItem => ({
  label: words.messageActions.forward,
  icon: 'forward',
  run: () => void openForward(client, message),
})

function save(client: Client, message: Message): MenuItem {
  const places = savedPlaces(client)
  const isSaved = places.has(message)
  return {
    label: isSaved ? words.saved.remove : words.saved.save,
    icon: isSaved ? 'bookmarkoff' : 'bookmark',
    run: () => void places.set(message, !isSaved),
  }
}

function pin(client: Client, message: Message): MenuItem | null {
  if (!mayPin(client.state.conversation(message.conversationId).get())) return null
  const isPinned = message.pinned !== undefined
  return {
    label: isPinned ? words.pins.unpin : words.pins.pin,
    icon: isPinned ? 'pinoff' : 'pin',
    run: () => void setPinned(client, message, !isPinned),
  }
}

const drop = (client: Client, message: Message): MenuItem => ({
  label: words.messageActions.remove,
  icon: 'bin',
  look: 'danger',
  run: () => void remove(client, message),
})

/** By who owns or moderates the group. */
const dropOfOther = (client: Client, message: Message): MenuItem => ({
  label: words.messageActions.removeForAll,
  icon: 'bin',
  look: 'danger',
  run: () => void remove(client, message, true),
})

function mayDelete({ state }: Client, { conversationId }: Message): boolean {
  const summary = state.conversation(conversationId).get()
  return summary?.conversation.kind === 'group' && may(summary.membership.role, 'deleteOthersMessages')
}

const profile = (client: Client, message: Message): MenuItem => ({
  label: words.messageActions.profile,
  icon: 'user',
  run: () => client.router.go(profileRoute(message)),
})

const block = (client: Client, { senderId }: Message): MenuItem | null =>
  blockAction(client, client.state.person(senderId).get())

const profileRoute = ({ conversationId: id, senderId: userId }: Message): Route => ({
  name: 'conversation',
  id,
  panel: { kind: 'person', userId },
})

async function remove(client: Client, message: Message, isOfOther = false): Promise<void> {
  const { removeTitle: title, removeHint, removeForAllHint, removeForAll } = words.messageActions
  const hint = isOfOther
    ? removeForAllHint(personName(client.state.person(message.senderId).get()))
    : removeHint
  const action = isOfOther ? removeForAll : words.messageActions.remove
  if (!(await confirm({ title, hint, action }))) return
  const result = await client.actions.changing.remove(message.conversationId, message.seq)
  if (!result.ok) client.toasts.failure(result.failure)
}
