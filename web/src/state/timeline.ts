import type { ChangePage, ConversationId, Message, MessagePage, ReactedBy } from '@parley/shared'

/** A window on one conversation. What it shows is complete: no message between its first and last is missing. */
export interface Timeline {
  readonly conversationId: ConversationId
  /** The first seq that there is to read. */
  readonly beginsAt: number
  /** In order of seq, without holes. */
  readonly messages: readonly Message[]
  /** Came before those that stand between them and the window. In order of seq. */
  readonly ahead: readonly Message[]
  /** What others answer, as far as it is outside of the window and has been told. */
  readonly quotes: ReadonlyMap<number, Message>
  /** Whether all that is pinned has been told: outside of the window it is among the quotes. */
  readonly hasPins: boolean
  /** The last seq known to exist. */
  readonly headSeq: number
  /** Whatever happened up to here is in what the window shows. */
  readonly rev: number
  /** Up to here changes come by pages, since one of these has left out a state that a later one of its message followed. */
  readonly pagedTo: number
}

/** With who has just reacted to it. */
export interface ToldMessage extends Message {
  readonly reacted?: readonly ReactedBy[] | undefined
}

/** What takes a rev: a message, or one that is not there for oneself. */
export type RevEvent = ToldMessage | Pick<Message, 'conversationId' | 'rev'>

/** How far past its end a window keeps messages. What lies further is loaded as a page when it is wanted. */
export const aheadMax = 400

export function timelineOf(conversationId: ConversationId, beginsAt: number, page: MessagePage): Timeline {
  const { items: messages, quotes: brought = [], headSeq, rev } = page
  const quotes = new Map(brought.map((message) => [message.seq, message]))
  return { conversationId, beginsAt, messages, ahead: [], quotes, hasPins: false, headSeq, rev, pagedTo: 0 }
}

const nothing = { items: [], headSeq: 0, rev: 0 }

/** Knows that it knows nothing, and so fills again by itself where it is on the screen. */
export const emptied = ({ conversationId, beginsAt }: Timeline): Timeline =>
  timelineOf(conversationId, beginsAt, nothing)

export const firstSeq = (timeline: Timeline): number => timeline.messages[0]?.seq ?? timeline.beginsAt
export const lastSeq = (timeline: Timeline): number => timeline.messages.at(-1)?.seq ?? timeline.beginsAt - 1
export const reachesEnd = (timeline: Timeline): boolean => lastSeq(timeline) >= timeline.headSeq

/**
 * A live event. One that leaves a hole behind the window's rev is not taken: the changes between must come first.
 * Nor is one from before that rev: what the window shows has it, and at its end it could be older than what is.
 */
export function withEvent(timeline: Timeline, event: RevEvent): Timeline {
  if (event.rev !== timeline.rev + 1 || event.rev <= timeline.pagedTo) return timeline
  const items = 'seq' in event ? [event] : []
  return merged(timeline, items, { lowest: firstSeq(timeline), rev: event.rev })
}

/**
 * A page that was asked for as the continuation of the window. It may have been read before changes
 * that the window has seen already, so the window falls back to the page's rev and catches up.
 */
export function withPage(timeline: Timeline, page: MessagePage): Timeline {
  const grown = merged(timeline, page.items, {
    lowest: timeline.beginsAt,
    rev: Math.min(timeline.rev, page.rev),
    quotes: page.quotes,
  })
  return page.headSeq > grown.headSeq ? { ...grown, headSeq: page.headSeq } : grown
}

/** A window in the place of another. Its page may have been read before changes that the other has seen: these stay. */
export function inPlaceOf(before: Timeline, window: Timeline): Timeline {
  const all = [...before.messages, ...before.ahead, ...before.quotes.values()]
  const later = all.filter((message) => message.rev > window.rev && isOwnKnown(message))
  return merged(window, later, { lowest: firstSeq(window), rev: window.rev })
}

/** What changed after a rev. It only counts as progress when it begins where the window is, or before, and ends after it. */
export function withChanges(timeline: Timeline, afterRev: number, page: ChangePage): Timeline {
  if (page.rev <= timeline.rev) return timeline
  const rev = afterRev <= timeline.rev ? page.rev : timeline.rev
  const pagedTo = page.rev < page.headRev ? Math.max(page.headRev, timeline.pagedTo) : timeline.pagedTo
  const paged = pagedTo === timeline.pagedTo ? timeline : { ...timeline, pagedTo }
  return merged(paged, page.items, { lowest: firstSeq(timeline), rev, quotes: page.quotes })
}

/** Answered messages that were asked for. As with any page, the window falls back to when they were read. */
export const withQuotes = (
  timeline: Timeline,
  { items, rev }: Pick<MessagePage, 'items' | 'rev'>,
): Timeline =>
  merged(timeline, [], {
    lowest: firstSeq(timeline),
    rev: Math.min(timeline.rev, rev),
    quotes: items,
  })

/** A message that another one answers; undefined until it has been told. */
export type Quoted = Message | 'before one reads'

export function quoted(timeline: Timeline, seq: number): Quoted | undefined {
  const { beginsAt, messages, ahead, quotes } = timeline
  if (seq < beginsAt) return 'before one reads'
  const inWindow = messages[seq - firstSeq(timeline)] // without holes
  return inWindow ?? quotes.get(seq) ?? ahead.find((message) => message.seq === seq)
}

/** The last to be pinned first; null until all of it has been told. */
export function pinnedIn({ hasPins, messages, ahead, quotes }: Timeline): Message[] | null {
  if (!hasPins) return null
  const known = new Map([...quotes.values(), ...ahead, ...messages].map((message) => [message.seq, message]))
  const rev = ({ pinned }: Message) => pinned?.rev ?? 0
  return [...known.values()].filter(rev).sort((a, b) => rev(b) - rev(a))
}

/** One may have left and come back meanwhile, to another beginning: what was there before it is not there any more. */
export function withBeginning(timeline: Timeline, beginsAt: number): Timeline {
  if (timeline.beginsAt === beginsAt) return timeline
  const quotes = new Map([...timeline.quotes].filter(([seq]) => seq >= beginsAt))
  const moved = { ...timeline, beginsAt, quotes }
  return timeline.messages.length > 0 && firstSeq(timeline) < beginsAt ? emptied(moved) : moved
}

/** Keeps the end of a window that nobody looks at. */
export function trimmed(timeline: Timeline, keep: number): Timeline {
  if (timeline.messages.length <= keep) return timeline
  const messages = timeline.messages.slice(-keep)
  return { ...timeline, messages, quotes: quotesFor(timeline, messages) }
}

/** What these answer that is not among them, and what is pinned. */
function quotesFor(timeline: Timeline, messages: readonly Message[]): Timeline['quotes'] {
  const quotes = new Map(pinnedIn(timeline)?.map((message) => [message.seq, message]))
  for (const { replyTo } of messages) {
    const original = replyTo === undefined ? undefined : quoted(timeline, replyTo)
    if (typeof original === 'object' && original.seq < (messages[0]?.seq ?? 0))
      quotes.set(original.seq, original)
  }
  return quotes
}

/** Whether it says what one has reacted to it oneself. */
export const isOwnKnown = ({ reactions, mine }: Message): boolean =>
  reactions === undefined || mine !== undefined

/** One message in the place of what is there of it, out of turn. */
export const replaced = (timeline: Timeline, message: Message): Timeline => ({
  ...timeline,
  messages: timeline.messages.map((one) => (one.seq === message.seq ? message : one)),
})

/** An answer that does not say what one has reacted oneself says nothing about it. */
const withOwn = (next: Message, known: Message | undefined): Message =>
  next.reactions && !next.mine && known?.mine ? { ...next, mine: known.mine } : next

interface Merge {
  /** What is below it is left out: a window grows upward by pages only. */
  readonly lowest: number
  readonly rev: number
  readonly quotes?: readonly Message[] | undefined
}

function merged(before: Timeline, items: readonly Message[], { lowest, rev, quotes = [] }: Merge): Timeline {
  const timeline = withNewerQuotes(before, items, quotes)
  const known = new Map([...timeline.messages, ...timeline.ahead].map((message) => [message.seq, message]))
  const newer = items.filter((item) => item.seq >= lowest && item.rev > (known.get(item.seq)?.rev ?? -1))
  if (newer.length === 0) return rev === timeline.rev ? timeline : { ...timeline, rev }
  // One that was shown and answered too can be among them in two states.
  for (const item of newer.toSorted((a, b) => a.rev - b.rev))
    known.set(item.seq, withOwn(item, known.get(item.seq)))
  const headSeq = Math.max(timeline.headSeq, ...newer.map((item) => item.seq))
  return { ...timeline, ...arranged(timeline, known), headSeq, rev }
}

/** Those that are known change as any message does. */
function withNewerQuotes(
  timeline: Timeline,
  items: readonly Message[],
  brought: readonly Message[],
): Timeline {
  const { quotes } = timeline
  const told = [...items.filter(({ seq, pinned }) => pinned ?? quotes.has(seq)), ...brought]
  const newer = told.filter(({ seq, rev }) => rev > (quotes.get(seq)?.rev ?? -1))
  if (newer.length === 0) return timeline
  return {
    ...timeline,
    quotes: new Map([...quotes, ...newer.map((message) => [message.seq, message] as const)]),
  }
}

/** The unbroken run of messages around the window, and what lies not too far past its end. */
function arranged(
  timeline: Timeline,
  known: ReadonlyMap<number, Message>,
): Pick<Timeline, 'messages' | 'ahead'> {
  let first = firstSeq(timeline)
  while (known.has(first - 1)) first -= 1
  const messages: Message[] = []
  for (let seq = first, next = known.get(seq); next; next = known.get(++seq)) messages.push(next)
  const last = first + messages.length - 1
  const ahead = [...known.values()].filter(({ seq }) => seq > last && seq <= last + aheadMax)
  return { messages, ahead: ahead.sort((a, b) => a.seq - b.seq) }
}
