import type {
  ClientId,
  ConversationId,
  Message,
  MessageParts,
  MessageSource,
  MessageState,
  SystemEvent,
  UserId,
} from '@parley/shared'
import type { SearchedKind } from '@parley/shared/text'

import type { ChangeOutcome, MessageChange } from './changes/message-change.ts'
import type { StoredReaction } from './changes/reaction-rules.ts'

export type { StoredReaction }

/** So far back a store looks in a log that others write, however much they have written. */
export const logLookBack = 200

/** So many of the latest messages are looked at to count what is unread: not all of them count. */
export const unreadLookBack = 2_000

/** A conversation from a seq on. */
export interface Stretch {
  readonly conversationId: ConversationId
  readonly fromSeq: number
}

/** A message before it has a place. */
export interface MessageDraft {
  readonly conversationId: ConversationId
  readonly senderId: UserId
  readonly clientId: ClientId
  readonly text: string
  /** Left out where there are none. */
  readonly parts?: MessageParts
  /** Where it was forwarded from: by this a repetition is known, whatever became of the source. */
  readonly forward?: MessageSource
  readonly system: SystemEvent | null
  readonly createdAt: Date
  /**
   * Where members come and go, the author has to be one: what the log tells of them up to this seq is out of date, as
   * they were found to be a member since. 0 when nobody has looked.
   */
  readonly memberAtSeq?: number
}

export type AppendOutcome =
  | { readonly kind: 'stored'; readonly message: Message }
  /** This clientId was stored before with the same content: here is where and when. */
  | { readonly kind: 'repeated'; readonly seq: number; readonly createdAt: Date }
  /** This clientId was stored before with other content. Nothing was written. */
  | { readonly kind: 'conflict' }
  /**
   * The log tells, at this seq, that the author left or was removed, and not that they came back. Nothing was
   * written. Whether they are a member is for their membership to decide.
   */
  | { readonly kind: 'departed'; readonly seq: number }

export interface ReactorQuery {
  readonly conversationId: ConversationId
  readonly seq: number
  /** Null for all of them. */
  readonly emoji: string | null
  readonly after: StoredReaction | null
  readonly limit: number
}

export interface MentionQuery {
  readonly userId: UserId
  /** At most limits.conversationsPerUserMax. */
  readonly conversationIds: readonly ConversationId[]
  /** What these people wrote is left out. */
  readonly blocked: readonly UserId[]
  /** `next` of the answer before; null begins at the newest. 24 hexadecimal digits in every store. */
  readonly after: string | null
  readonly limit: number
}

export interface FoundMentions {
  /** The last to arrive first. */
  readonly messages: Message[]
  /** Null when there are no more. */
  readonly next: string | null
}

export type PageAnchor =
  | { readonly kind: 'latest' }
  | { readonly kind: 'before'; readonly seq: number }
  | { readonly kind: 'after'; readonly seq: number }
  /** About half of the page on either side of this seq, which is in it. */
  | { readonly kind: 'around'; readonly seq: number }

export interface StoredPage {
  /** In order of seq. */
  readonly messages: Message[]
  readonly headSeq: number
  /** Read before or with the messages, never after: everything up to it is in them. */
  readonly rev: number
}

export interface StoredChanges {
  /** In order of rev. */
  readonly messages: Message[]
  /** All changes up to here are in `messages`. */
  readonly rev: number
  readonly headRev: number
}

export interface Head {
  readonly seq: number
  readonly rev: number
}

export interface Overview extends Head {
  /** Null when the conversation is empty, or when all that was looked at is folded. */
  readonly lastMessage: Message | null
  /**
   * The place of the last message in the order of arrival, of all conversations: 24 hexadecimal digits, which compare as
   * texts. Null where it is not known, as of what was moved here: all that arrived before all of which it is known.
   */
  readonly arrival: string | null
  /** Own messages count as read, and everything before one's own latest. At most limits.unreadMax. */
  readonly unread: number
  /** Those of the unread ones that mention the person, or all. At most limits.unreadMax. */
  readonly mentions: number
  /** The position that was given, or where one's own latest message moved it to, if fewer than limits.unreadMax came since. */
  readonly readSeq: number
}

export interface ReadPosition {
  readonly conversationId: ConversationId
  readonly readSeq: number
}

/** What a message has to be besides its words. */
export interface MessageFilter {
  /** Null is anybody. */
  readonly senderIds: readonly UserId[] | null
  /** From the first of these moments on, before the second. Null where there is no such bound. */
  readonly fromMs: number | null
  readonly beforeMs: number | null
  readonly has: readonly SearchedKind[]
}

export interface MessageSearch {
  /** At most limits.conversationsPerUserMax. */
  readonly conversationIds: readonly ConversationId[]
  /** What these people wrote is not found. */
  readonly blocked?: readonly UserId[]
  /** In these, what is below the seq is not looked at, and nothing tells whether it would be found. */
  readonly fromSeqs?: ReadonlyMap<ConversationId, number>
  /** Words and phrases; what else stands in it, as filters do, is passed over. */
  readonly text: string
  /** Without it, and where there are no words, nothing is found; with it, words may be left out. */
  readonly filter?: MessageFilter | null
  /** `next` of the answer before; null begins at the newest. 24 hexadecimal digits in every store. */
  readonly after: string | null
  readonly limit: number
}

/**
 * What arrives later has a later time but for what clocks of servers differ, or are set back by: where messages stand in
 * the order of arrival, those of some days are sought among what arrived so much before and after them.
 */
export const clockToleranceMs = 24 * 60 * 60_000

/** After so long a search stops with what it has, so that an answer comes within 300 ms. */
export const searchLimitMs = 200

export interface FoundMessages {
  /** The last to arrive first, which is an order that later messages and changes do not touch. */
  readonly hits: Message[]
  /** Null when everything was looked at. */
  readonly next: string | null
  /** False when the store stopped before the limit was reached, to bound the work; `next` goes on from there. */
  readonly complete: boolean
  /** All messages that arrived after this were looked at. Null when everything was, or there is none so far. */
  readonly searchedTo: string | null
}

/**
 * Messages, in an order that is the same for all: `seq` numbers the messages of a conversation and
 * `rev` its changes, both without holes as they are given out. What a method returns is durable.
 * Every method may throw Unavailable.
 */
export interface MessageStore {
  /**
   * How many calls of `append` and `change` it does well to carry out at a time. No two of one instance may
   * be of the same conversation; those of other instances may come at any moment.
   */
  readonly writesAtOnce: number
  /**
   * Stores many messages of many conversations in one commit, each conversation's in the order given.
   * One that was stored before takes no seq and no rev, so it leaves no hole in the midst of a batch. It is answered
   * as such also when its author has departed.
   * Nothing is stored behind a departure of its author that another instance has stored in the last
   * `logLookBack` messages. A store that is one instance's alone need not look: there, departures come in order.
   * Outcomes are in the order of the drafts. Null means not yet: another instance is writing to the
   * conversation, and nothing of this draft or those behind it there is stored, so that they can be tried again in
   * some milliseconds.
   */
  append(drafts: readonly MessageDraft[]): Promise<(AppendOutcome | null)[]>
  /**
   * Names the history that is stored, at random. Another one means that numbers given out before may be
   * given out again: the store was taken back to an older state, or its messages moved to another one.
   */
  epoch(): Promise<string>
  /**
   * Carries out many changes in one commit, those of a message in the order given. Reactions to one message are one
   * change together, with one rev. Null means not yet, as in `append`.
   */
  change(changes: readonly MessageChange[]): Promise<(ChangeOutcome | null)[]>
  /** Of the messages with these seqs, at most limits.pageMax, to which this person has reacted: how. */
  ownReactions(
    userId: UserId,
    conversationId: ConversationId,
    seqs: readonly number[],
  ): Promise<Map<number, string[]>>
  /** Who has reacted to a message, first who came first: an order that those who come later do not touch. */
  reactors(query: ReactorQuery): Promise<StoredReaction[]>
  /** What a message said before its edits, in order of time; see `keptStates`. */
  states(conversationId: ConversationId, seq: number): Promise<MessageState[]>
  /** All that are pinned, the last to be pinned first. At most limits.pinsMax. */
  pins(conversationId: ConversationId): Promise<Message[]>
  /**
   * Messages of others that mention this person, or all of a conversation. May answer with fewer than the limit, so
   * as to bound the work.
   */
  mentions(query: MentionQuery): Promise<FoundMentions>
  /** Those whose time is over by then, and that are no tombstones yet: as they were, the first to expire first. */
  expired(at: Date, limit: number): Promise<Message[]>
  /** In order of seq; what does not exist is left out. At most limits.pageMax. */
  bySeqs(conversationId: ConversationId, seqs: readonly number[]): Promise<Message[]>
  /** The message that this person has sent under this clientId. */
  byClientId(conversationId: ConversationId, senderId: UserId, clientId: ClientId): Promise<Message | null>
  page(conversationId: ConversationId, anchor: PageAnchor, limit: number): Promise<StoredPage>
  changesAfter(conversationId: ConversationId, rev: number, limit: number): Promise<StoredChanges>
  /** Empty conversations are left out. */
  heads(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, Head>>
  /**
   * Heads, last messages and unread of many conversations, for one person, in one query. What those wrote whom they
   * have blocked is neither counted nor the last, in the last `unreadLookBack` messages; nor is what has expired by `at`,
   * where that is given.
   */
  overview(
    userId: UserId,
    positions: readonly ReadPosition[],
    blocked?: readonly UserId[],
    at?: Date,
  ): Promise<Map<ConversationId, Overview>>
  /**
   * Whether this person wrote a message in at least one of these stretches of conversations, of which there may be
   * limits.conversationsPerUserMax. What they deleted counts; what the system wrote of them does not.
   */
  hasWritten(userId: UserId, stretches: readonly Stretch[]): Promise<boolean>
  /** By the present text of what people wrote; see search-grams.ts. Nothing deleted, nothing by the system. */
  search(search: MessageSearch): Promise<FoundMessages>
}
