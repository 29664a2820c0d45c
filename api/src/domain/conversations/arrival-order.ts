import type { ConversationSummary } from '@parley/shared'

/** A conversation, and where the last message that its member sees stands in the order of arrival. */
export interface Placed {
  readonly summary: ConversationSummary
  /** As in Overview. */
  readonly arrival: string | null
}

/**
 * The latest activity first. What arrived before something else was there by then, whatever the clock said by which it is
 * dated; where nothing was written, or it is not known when it arrived, the date decides.
 */
export function byArrival(placed: readonly Placed[]): ConversationSummary[] {
  const times = new Map<Placed, string>()
  const numbered = placed.filter(({ arrival }) => arrival !== null).sort(latestArrival)
  let bound: string | null = null
  for (const one of numbered) times.set(one, (bound = earlier(one.summary.lastActivityAt, bound)))
  const timeOf = (one: Placed): string => {
    const { lastActivityAt, lastMessage } = one.summary
    return times.get(one) ?? (lastMessage ? earlier(lastActivityAt, bound) : lastActivityAt)
  }
  return [...placed]
    .map((one) => ({ ...one, time: timeOf(one) }))
    .sort((a, b) => compare(b.time, a.time) || latestArrival(a, b) || byDate(a.summary, b.summary))
    .map(({ summary }) => summary)
}

const latestArrival = (a: Placed, b: Placed): number => compare(b.arrival ?? '', a.arrival ?? '')

/** Equal instants are ordered by id, so that the list never jumps. */
const byDate = (a: ConversationSummary, b: ConversationSummary): number =>
  compare(b.lastActivityAt, a.lastActivityAt) || compare(a.conversation.id, b.conversation.id)

const earlier = (a: string, b: string | null): string => (b !== null && b < a ? b : a)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
