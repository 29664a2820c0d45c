import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import { empty, spinner } from '../components/empty.ts'
import type { Client } from '../client.ts'
import { openNewConversation } from '../create/new-conversation-dialog.ts'
import { el } from '../dom.ts'

/** In the place of a list that shows nothing. */
export function listState(
  client: Client,
  viewerId: UserId,
  all: readonly ConversationSummary[] | null,
): HTMLElement {
  if (!all) return spinner()
  if (all.length > 0) return el('p', { class: 'hint centred' }, words.list.noMatch)
  const hint = el('p', { class: 'hint' }, words.list.emptyHint)
  const start = button(words.list.start, () => openNewConversation(client, viewerId), 'primary')
  return empty('people', words.list.empty, hint, start)
}
