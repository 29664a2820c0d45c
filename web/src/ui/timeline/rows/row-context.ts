import type { Conversation, ConversationId, Message, UserId } from '@parley/shared'
import type { TextRange } from '@parley/shared/text'

import type { OutboxItem } from '../../../state/outbox-item.ts'
import type { Readable } from '../../../state/observable.ts'
import type { Client } from '../../client.ts'

export type MarksIn = (message: Pick<Message, 'seq' | 'text'>) => readonly TextRange[]

/** What the rows of a timeline are given. */
export interface RowContext {
  readonly client: Client
  readonly conversationId: ConversationId
  readonly kind: Conversation['kind']
  readonly viewerId: UserId
  /** Finds what is searched for in a message of this conversation, to be marked; null where nothing is. */
  readonly sought: Readable<MarksIn | null>
  /** Null where nothing can be written. */
  edit(): ((message: Message) => void) | null
  /** Also where there are announcements only. */
  mayReact(): boolean
  /** Null where nothing can be written. */
  reply(): ((seq: number) => void) | null
  /** Leads to a message that another one answers, and back from there. */
  jump(seq: number, from: number | null): void
  discarded(unsent: OutboxItem): void
  /** Changes how high a row is, whose upper edge stays where it is. */
  resize(row: HTMLElement, change: () => void): void
}
