import { Type, type Static } from 'typebox'

import { ClientId, ConversationId, FileId, UserId, idExample } from '../ids.ts'
import * as limits from '../limits.ts'
import { Attachment } from './file.ts'
import { Cursor, Instant, multiline, nullable, object, page, Rev, Seq } from './common.ts'
import { Emoji, ReactionCount } from './reaction.ts'
import { SystemEvent } from './system-event.ts'

const replyTo = Type.Optional(
  Type.Unsafe<number>({
    ...Seq,
    description:
      'The seq of the message of the same conversation that it answers. Its words are looked up there.',
  }),
)

const mentionsAll = Type.Optional(
  Type.Boolean({
    description:
      'Left out where no `@all` stands in a text to a group. True where it mentions all who were members then; false where its author may not do that, so that it is text: the owner and the moderators may.',
  }),
)

/** Which message of one's own conversations a new one repeats elsewhere. */
export const MessageSource = object({ conversationId: ConversationId, seq: Seq })
export type MessageSource = Static<typeof MessageSource>

/** What an author may give a message beside its text. What there is nothing of is left out, here and on the message. */
const givenParts = {
  replyTo,
  attachments: Type.Optional(
    Type.Array(FileId, {
      minItems: 1,
      maxItems: limits.attachmentsMax,
      uniqueItems: true,
      description:
        'Files that the author has uploaded and that no other message has, in the order in which they are shown.',
    }),
  ),
  forward: Type.Optional(
    Type.Unsafe<MessageSource>({
      ...MessageSource,
      description:
        'A message that one can read: its text and copies of its files become those of the new one. Given alone, with an empty `text`.',
    }),
  ),
}
export const GivenParts = object(givenParts)
export type GivenParts = Static<typeof GivenParts>

const parts = {
  replyTo,
  attachments: Type.Optional(Type.Array(Attachment, { maxItems: limits.attachmentsMax })),
  mentions: Type.Optional(
    Type.Array(UserId, {
      maxItems: limits.mentionsMax,
      description:
        'The members whose names, as `@username`, stand in the text: found by the server when it was written. Those in code, links and quotes are text.',
    }),
  ),
  mentionsAll,
  scheduled: Type.Optional(Type.Boolean({ description: 'Sent at a time that its author had set.' })),
  expiresAt: Type.Optional(
    Type.Unsafe<string>({
      ...Instant,
      description:
        'From when on it is there for nobody any more, by the clock of the server: given by the conversation when it was sent. Clients hide it then; some time later a change makes a tombstone of it.',
    }),
  ),
  forwardedFrom: Type.Optional(
    object(
      { userId: nullable(UserId) },
      {
        description:
          'Who wrote it first, where it was forwarded; null where they do not want to be named. Only the server gives it.',
      },
    ),
  ),
}

export const Pin = object({ userId: UserId, pinnedAt: Instant, rev: Rev }, { $id: 'Pin' })
export type Pin = Static<typeof Pin>

/** What the server adds to it later. */
const addedParts = {
  expired: Type.Optional(
    Type.Boolean({ description: 'A tombstone that nobody has made: the time of the message was over.' }),
  ),
  deletedBy: Type.Optional(
    Type.Unsafe<UserId>({
      ...UserId,
      description: 'Who owned the group and deleted it; left out where that was its author.',
    }),
  ),
  reactions: Type.Optional(
    Type.Array(ReactionCount, {
      description: 'How many have reacted with each emoji, in the order in which they came first.',
    }),
  ),
  pinned: Type.Optional(
    Type.Unsafe<Pin>({
      ...Pin,
      description: 'Who has pinned it, when, and by which rev: the order of the pins of a conversation.',
    }),
  ),
}

/** What a message carries beside its text; a tombstone carries `deletedBy` or `expired` alone. */
export const MessageParts = object({ ...parts, ...addedParts })
export type MessageParts = Static<typeof MessageParts>
export type Mentions = Pick<MessageParts, 'mentions' | 'mentionsAll'>

/**
 * One message in its present state. A deleted one keeps its place with an empty text: a tombstone.
 * Its identity is (conversationId, seq).
 */
export const Message = object(
  {
    conversationId: ConversationId,
    seq: Seq,
    rev: Rev,
    senderId: UserId,
    clientId: ClientId,
    text: Type.String({
      description: 'Empty in tombstones and system messages.',
      examples: ['Tea at four?'],
    }),
    system: nullable(SystemEvent, { examples: [null] }),
    createdAt: Instant,
    editedAt: nullable(Instant, { examples: [null] }),
    deletedAt: nullable(Instant, { examples: [null] }),
    ...parts,
    ...addedParts,
    mine: Type.Optional(
      Type.Array(Emoji, {
        description:
          'One’s own reactions, where there are `reactions`: in pages of messages and of changes, and in the answer to a reaction. Frames and other answers leave it out, for they are the same for everyone.',
      }),
    ),
  },
  { $id: 'Message', description: 'A message in its present state; its identity is conversationId and seq.' },
)
export type Message = Static<typeof Message>

export const MessageText = multiline({
  maxLength: limits.rawMax(limits.messageMax),
  description:
    'The server trims it, ends its lines with LF and brings it to NFC; then it has 1 to 8,000 characters, of which one can be seen; with attachments it may be empty, and what is forwarded has none.',
  examples: ['Tea at four?'],
})

export const NewMessage = object(
  { clientId: ClientId, text: MessageText, ...givenParts },
  // Not with all that there is: what is forwarded has nothing else.
  { examples: [{ clientId: idExample, text: 'Tea at four?', replyTo: 42, attachments: [idExample] }] },
)
export type NewMessage = Static<typeof NewMessage>

export const MessageEdit = object({
  text: MessageText,
  baseEditedAt: Type.Optional(
    nullable(Instant, {
      description:
        'The `editedAt` of the message as it was when this edit was begun: if it was edited since, the edit is refused. Left out, the edit replaces whatever the message says.',
      examples: [null],
    }),
  ),
})
export type MessageEdit = Static<typeof MessageEdit>

export const MessageState = object(
  {
    text: Type.String({ examples: ['Tea at for?'] }),
    writtenAt: Type.Unsafe<string>({ ...Instant, description: 'When it was sent, or edited to this.' }),
  },
  { $id: 'MessageState', description: 'What an edited message said before.' },
)
export type MessageState = Static<typeof MessageState>

export const MessageStates = object(
  { items: Type.Array(MessageState, { maxItems: limits.statesMax }) },
  {
    $id: 'MessageStates',
    description: 'In order of time, without the present one. Of more than 50, the first and the last 49.',
  },
)
export type MessageStates = Static<typeof MessageStates>

/** The answer to a send, the same however often it is sent. */
export const MessageAck = object(
  { conversationId: ConversationId, clientId: ClientId, seq: Seq, createdAt: Instant, mentionsAll },
  {
    $id: 'MessageAck',
    description: 'The message is on stable storage. The same answer to every repetition.',
  },
)
export type MessageAck = Static<typeof MessageAck>

/** Left out where there are none, and by older servers. */
const quotes = Type.Optional(
  Type.Array(Message, {
    maxItems: limits.pageMax,
    description:
      'The messages that those in `items` answer, as they are now, where they are not in it themselves. What is not there for oneself is left out.',
  }),
)

export const MessagePage = object(
  {
    items: Type.Array(Message, { maxItems: limits.pageMax }),
    quotes,
    headSeq: Type.Integer({
      minimum: 0,
      description: 'The last seq of the conversation; 0 when it is empty.',
      examples: [42],
    }),
    rev: Rev,
  },
  {
    $id: 'MessagePage',
    description:
      'Messages in order of seq. Everything up to `rev` is in it, so live events and changes go on from there.',
  },
)
export type MessagePage = Static<typeof MessagePage>

export const ChangePage = object(
  {
    items: Type.Array(Message, { maxItems: limits.pageMax }),
    quotes,
    rev: Rev,
    headRev: Rev,
  },
  {
    $id: 'ChangePage',
    description:
      'The present state of every message that changed after the rev asked for, in order of rev. The page covers everything up to its `rev`; while that is below `headRev`, ask again from there.',
  },
)
export type ChangePage = Static<typeof ChangePage>

export const PinList = object(
  { items: Type.Array(Message, { maxItems: limits.pinsMax }), rev: Rev },
  {
    $id: 'PinList',
    description:
      'The messages that are pinned in a conversation, the last to be pinned first. Every change up to `rev` is in it.',
  },
)
export type PinList = Static<typeof PinList>

export const MentionPage = page(Message, 'MentionPage')
export type MentionPage = Static<typeof MentionPage>

const Place = Type.Integer({ minimum: 0, maximum: limits.messageMax, examples: [4] })

export const FoundRange = object(
  { from: Place, to: Place },
  { $id: 'FoundRange', description: 'A stretch of a text, in Unicode code points, without what is at `to`.' },
)

export const SearchHit = object(
  {
    ...Message.properties,
    ranges: Type.Array(FoundRange, {
      maxItems: limits.searchRangesMax,
      description:
        'Where in `text` it was found, in order: from the character `from` on, before `to`, counted in Unicode code points. None where the search has filters and no words.',
    }),
  },
  { $id: 'SearchHit', description: 'A message that was found, in its present state, and where.' },
)
export type SearchHit = Static<typeof SearchHit>

export const SearchPage = object(
  {
    items: Type.Array(SearchHit, { maxItems: limits.pageMax }),
    nextCursor: nullable(Cursor, { examples: [null] }),
    complete: Type.Boolean({
      description: 'False when the search stopped early to bound its work: `nextCursor` goes on from there.',
      examples: [true],
    }),
    searchedTo: nullable(Instant, { examples: [null] }),
  },
  {
    $id: 'SearchPage',
    description:
      'Messages that were found, the last to arrive first. A page may have fewer than `limit`, even none; all is found when `nextCursor` is null. Otherwise `searchedTo` says how far it came: all that arrived after that moment was looked at; null when no message of one’s own was met on this page.',
  },
)
export type SearchPage = Static<typeof SearchPage>
