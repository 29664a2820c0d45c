import type { ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { openMenu } from '../components/menu.ts'
import { blockAction } from '../people/blocking.ts'
import { talkActions } from './mute.ts'

/** What one can do about a conversation with somebody, and about them. */
export function openTalkMenu(control: HTMLElement, client: Client, summary: ConversationSummary): void {
  const actions = [...talkActions(client, summary), blockAction(client, summary.peer)]
  openMenu(control, words.header.actions, actions)
}
