import type { ConversationId } from '@parley/shared'

import type { CachedMembership } from '../conversations/cached-person.ts'
import { DomainError } from '../errors.ts'

/** Where a message stands. */
export interface Place {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** @throws DomainError message_not_found, also where it is only not there for oneself */
export function requireThere({ seq }: Place, { readsFromSeq }: CachedMembership): void {
  if (seq < readsFromSeq) throw new DomainError('message_not_found')
}
