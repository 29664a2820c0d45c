import type { UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { chunks } from '../late/chunks.ts'
import type { Client } from '../client.ts'
import { Dialog } from '../components/dialog.ts'
import { LateView } from '../late/late-view.ts'

export function openNewConversation(client: Client, viewerId: UserId): void {
  const dialog = new Dialog(words.create.title)
  const focus = () => dialog.root.querySelector<HTMLElement>('[autofocus]')?.focus()
  const done = () => dialog.close()
  dialog.add(
    new LateView({
      chunk: chunks.create,
      make: ({ createTabs }) => createTabs(client, viewerId, done),
      focus,
    }),
  )
  dialog.open()
  focus()
}
