import type { ConversationId, ConversationSummary, Message } from '@parley/shared'

import { isNews, type Reader } from '../../state/unread.ts'

/** How far each conversation went when one looked last. */
export type Heads = ReadonlyMap<ConversationId, number>

export interface Arrival {
  readonly summary: ConversationSummary
  /** The last one, where there are several. */
  readonly message: Message
}

/** What is in front of somebody's eyes, in any tab. */
export interface Sight {
  readonly isOnPage: boolean
  readonly conversations: ReadonlySet<string>
}

export type News =
  ({ readonly kind: 'message' } & Arrival) | { readonly kind: 'several'; readonly conversations: number }

export const headsOf = (summaries: readonly ConversationSummary[]): Heads =>
  new Map(summaries.map(({ conversation, headSeq }) => [conversation.id, headSeq]))

/** The conversations in which others have written since, and of which one wants to be told. */
export function arrivalsSince(
  heads: Heads,
  summaries: readonly ConversationSummary[],
  reader: Reader,
): Arrival[] {
  return summaries.flatMap((summary) => {
    const { conversation, membership, unread, lastMessage: message } = summary
    if (!message || message.seq <= (heads.get(conversation.id) ?? 0)) return []
    const isWanted = unread > 0 && !membership.muted && !membership.hidden
    return isWanted && isNews(message, reader) ? [{ summary, message }] : []
  })
}

/**
 * What is said of what has come at once. Live messages come one by one; what comes together was missed, and
 * whoever has the list before their eyes sees it there.
 */
export function newsOf(arrivals: readonly Arrival[], sight: Sight): News | null {
  const unseen = arrivals.filter(({ summary }) => !sight.conversations.has(summary.conversation.id))
  const [first, ...others] = unseen
  if (!first) return null
  if (others.length === 0) return { kind: 'message', ...first }
  return sight.isOnPage ? null : { kind: 'several', conversations: unseen.length }
}
