import type { UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { iconButton } from '../components/button.ts'
import { wordmark } from '../drawings/logo.ts'
import type { Client } from '../client.ts'
import { openNewConversation } from '../create/new-conversation-dialog.ts'
import { el } from '../dom.ts'

/** The name of it all as a picture, and the way to a new conversation. */
export function listHead(client: Client, viewerId: UserId): HTMLElement {
  const start = () => void openNewConversation(client, viewerId)
  const write = iconButton('write', words.list.start, start, { class: 'icon-button strong' })
  const mentions = iconButton('at', words.list.mentions, () => client.router.go({ name: 'mentions' }))
  return el('header', { class: 'list-head' }, wordmark(), mentions, write)
}
