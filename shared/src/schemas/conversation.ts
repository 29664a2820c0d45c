import { Type, type Static } from 'typebox'

import { ConversationId, UserId } from '../ids.ts'
import * as limits from '../limits.ts'
import {
  choice,
  ExpireAfterSeconds,
  GroupHistory,
  Instant,
  nullable,
  object,
  PictureHash,
  Position,
  Rev,
  Visibility,
} from './common.ts'
import { Message } from './message.ts'
import { SilencedUntil } from './moderation/silence.ts'
import { UserCard } from './user.ts'

export const ConversationKind = choice(['direct', 'notes', 'group'], { examples: ['group'] })
export type ConversationKind = Static<typeof ConversationKind>

export const MemberRole = choice(['owner', 'moderator', 'member'])
export type MemberRole = Static<typeof MemberRole>

/** What is the same for all its members. */
export const Conversation = object(
  {
    id: ConversationId,
    kind: ConversationKind,
    name: nullable(Type.String({ examples: ['Analytical Engine'] })),
    topic: Type.String({ examples: ['Punched cards and how to punch them'] }),
    visibility: Visibility,
    memberCount: Type.Integer({ minimum: 0, examples: [12] }),
    version: Type.Integer({
      minimum: 1,
      description: 'Grows with each change: of two states, the one with the higher version is the later.',
      examples: [3],
    }),
    createdAt: Instant,
    picture: Type.Optional(PictureHash),
    description: Type.Optional(
      Type.String({
        description: 'More than a topic says. Left out where there is none.',
        examples: ['We build it on Thursdays. Bring your own cards.'],
      }),
    ),
    announcements: Type.Optional(
      Type.Boolean({
        description:
          'True where only its owner and moderators write: members read, react and take back what is theirs. Left out where everybody writes.',
        examples: [true],
      }),
    ),
    expireAfterSeconds: Type.Optional(
      Type.Unsafe<ExpireAfterSeconds>({
        ...ExpireAfterSeconds,
        description:
          'So long after it was sent, a message that is sent from now on disappears. Left out where they stay.',
      }),
    ),
    askToJoin: Type.Optional(
      Type.Boolean({
        description:
          'True of a closed group that can be found, and which people may ask to join. Left out of all others.',
      }),
    ),
    history: Type.Optional(
      Type.Unsafe<GroupHistory>({
        ...GroupHistory,
        description: 'What those who join from now on find there. Left out where it is all messages.',
      }),
    ),
  },
  {
    $id: 'Conversation',
    description: 'Direct conversations and notes have no name: clients show the person.',
  },
)
export type Conversation = Static<typeof Conversation>

export const Notify = choice(['all', 'mentions', 'none'], {
  description:
    'What one is told of: `muted` and more. While it is muted, `mentions` lets messages through that mention one, and `none` nothing; `all` is not muted.',
  examples: ['all'],
})
export type Notify = Static<typeof Notify>

/** One's own part in a conversation. */
export const Membership = object(
  {
    role: MemberRole,
    muted: Type.Boolean(),
    mutedUntil: nullable(Instant, {
      description:
        'When it is muted no longer, by itself and without an event. Null where one ends it oneself.',
      examples: [null],
    }),
    notify: Type.Optional(Notify),
    readSeq: Type.Integer({ minimum: 0, description: 'The last seq that one has read.', examples: [40] }),
    readsFromSeq: Type.Integer({
      minimum: 1,
      description:
        'The first seq that is there for oneself. Above 1 for those who joined a group by themselves that was closed before, and whom they add: what was written until it was opened stays with those who were in it; and for those who joined while new members read from joining on.',
      examples: [1],
    }),
    joinedAt: Instant,
    canWrite: Type.Boolean({
      description:
        'False in a direct conversation whose other person is not available, whom one has blocked oneself, or whose account is gone, and in one that one has closed: what one sends there is refused. In a group, false until `silencedUntil`, and for members of one with `announcements`.',
    }),
    silencedUntil: Type.Optional(SilencedUntil),
    closed: Type.Boolean({ description: 'One has closed this direct conversation to the other person.' }),
    hidden: Type.Boolean({ description: 'Lists leave it out, until there is a later message.' }),
    joinRequests: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'How many people ask to join the group, for those who decide about it. Left out where nobody does.',
        examples: [2],
      }),
    ),
  },
  { $id: 'Membership', description: 'One’s own part in a conversation.' },
)
export type Membership = Static<typeof Membership>

/** A conversation as one of its members sees it in their list. */
export const ConversationSummary = object(
  {
    conversation: Conversation,
    membership: Membership,
    peer: nullable(UserCard, { examples: [null] }),
    peerReadSeq: nullable(
      Type.Integer({
        minimum: 0,
        description: 'How far the other person of a direct conversation has read.',
      }),
      { examples: [null] },
    ),
    headSeq: Type.Integer({ minimum: 0, examples: [42] }),
    rev: Rev,
    unread: Type.Integer({
      minimum: 0,
      maximum: limits.unreadMax,
      description: 'Counted up to 100: show 99+.',
      examples: [2],
    }),
    unreadMentions: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: limits.unreadMax,
        description: 'How many of the unread ones mention oneself, or all. Left out where none does.',
        examples: [1],
      }),
    ),
    lastMessage: nullable(Message),
    lastActivityAt: Instant,
  },
  { $id: 'ConversationSummary', description: '`peer` is the other person of a direct conversation.' },
)
export type ConversationSummary = Static<typeof ConversationSummary>

/** To a group. */
export const Invitation = object(
  { conversation: Conversation, inviter: UserCard, invitedAt: Instant },
  { $id: 'Invitation', description: 'To a group to which the inviter may not add one at once.' },
)
export type Invitation = Static<typeof Invitation>

export const ConversationList = object(
  {
    items: Type.Array(ConversationSummary, { maxItems: limits.conversationsPerUserMax }),
    people: Type.Array(UserCard, { description: 'Everyone whom the list names.' }),
    invitations: Type.Array(Invitation, {
      maxItems: limits.invitationsPerUserMax,
      description: 'That one has neither accepted nor declined, the latest first.',
    }),
    blocked: Type.Array(UserId, {
      maxItems: limits.blocksPerUserMax,
      description:
        'Whom one has blocked. What they wrote is not counted as unread, nor is it the last message here: clients fold it away.',
    }),
  },
  { $id: 'ConversationList', description: 'All of one’s conversations, the latest activity first.' },
)
export type ConversationList = Static<typeof ConversationList>

export const DirectOpening = object({ userId: UserId })
export type DirectOpening = Static<typeof DirectOpening>

export const Expiry = object(
  { expireAfterSeconds: nullable(ExpireAfterSeconds) },
  { description: 'Null where messages stay.', examples: [{ expireAfterSeconds: 604_800 }] },
)
export type Expiry = Static<typeof Expiry>

export const MembershipPatch = object(
  {
    muted: Type.Optional(Type.Boolean()),
    mutedUntil: Type.Optional(
      nullable(Instant, {
        description:
          'With `muted: true`, or a `notify` other than `all`: when it ends by itself, which is in the future. Null, or left out: never.',
        examples: ['2026-03-01T17:30:00.000Z'],
      }),
    ),
    notify: Type.Optional(
      Type.Unsafe<Notify>({
        ...Notify,
        description: 'As in a membership. It decides in place of `muted`, which stands for `none`, or `all`.',
      }),
    ),
    closed: Type.Optional(Type.Boolean()),
    hidden: Type.Optional(Type.Boolean()),
  },
  {
    minProperties: 1,
    examples: [{ muted: true }],
    description:
      'What is left out stays as it is. `closed` and `hidden` are for direct conversations; `hidden` for notes too.',
  },
)
export type MembershipPatch = Static<typeof MembershipPatch>

export const ReadPosition = object({ seq: Position })
export type ReadPosition = Static<typeof ReadPosition>
