import type { ConversationId } from '@parley/shared'

import type { Failure } from './result.ts'

/** Something that happened without being asked for, to be shown once. */
export type NoticeContent =
  | { readonly kind: 'session-ended' }
  | {
      readonly kind: 'removed-from-group'
      readonly conversationId: ConversationId
      readonly name: string | null
    }
  | { readonly kind: 'group-closed'; readonly conversationId: ConversationId; readonly name: string | null }
  | { readonly kind: 'not-for-all' }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type Notice = NoticeContent & { readonly id: number }
