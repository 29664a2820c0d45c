import type { ConversationId, ConversationSummary, Message } from '@parley/shared'

import { isForViewer, isNews, type Reader } from '../../state/unread.ts'

/** How far each conversation went when one looked last, and how much there mentioned one. */
export type Heads = ReadonlyMap<ConversationId, { readonly seq: number; readonly mentions: number }>

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
  new Map(
    summaries.map(({ conversation, headSeq: seq, unreadMentions: mentions = 0 }) => {
      return [conversation.id, { seq, mentions }]
    }),
  )

/**
 * The conversations in which others have written since, and of which one wants to be told. An edit can mention one, too.
 * @param mentioning the last message of a conversation that mentions one, as far as it is known
 */
export function arrivalsSince(
  heads: Heads,
  summaries: readonly ConversationSummary[],
  reader: Reader,
  mentioning: (summary: ConversationSummary) => Message | undefined = () => undefined,
): Arrival[] {
  return summaries.flatMap((summary) => {
    const { conversation, membership, unread, unreadMentions = 0, lastMessage } = summary
    const before = heads.get(conversation.id) ?? { seq: 0, mentions: 0 }
    const isFurther = lastMessage !== null && lastMessage.seq > before.seq
    const isMentioned = unreadMentions > before.mentions
    const isWanted = membership.muted
      ? isMentioned && membership.notify === 'mentions'
      : isFurther || isMentioned
    if (!isWanted || unread === 0 || membership.hidden) return []
    const mention = isMentioned && !(lastMessage && isForViewer(lastMessage, reader)) && mentioning(summary)
    const message = mention || lastMessage
    return message && isNews(message, reader) ? [{ summary, message }] : []
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
