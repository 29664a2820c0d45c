import type { ConversationId, UserId } from '@parley/shared'

import type { Client } from '../client.ts'
import type { MessageRowModel } from './rows.ts'

/** What the rows of a timeline are given. */
export interface RowContext {
  readonly client: Client
  readonly conversationId: ConversationId
  readonly viewerId: UserId
  openMenu(model: MessageRowModel, anchor: HTMLElement): void
  discarded(text: string | null): void
}
