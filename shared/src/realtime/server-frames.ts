import { Type, type Static } from 'typebox'

import { ClientId, ConversationId, SessionId, UserId } from '../ids.ts'
import * as limits from '../limits.ts'
import { choice, Instant, nullable, object, Rev, Seq } from '../schemas/common.ts'
import { Conversation, ConversationSummary, Invitation, Membership } from '../schemas/conversation.ts'
import { Draft } from '../schemas/own/draft.ts'
import { Problem } from '../schemas/error.ts'
import { Message, MessageAck } from '../schemas/message.ts'
import { ScheduledState } from '../schemas/own/scheduled.ts'
import { Reacted } from '../schemas/reaction.ts'
import { UserCard } from '../schemas/user.ts'

export const protocolVersion = 1

/** The first frame of every connection. */
export const HelloFrame = object({
  type: Type.Literal('hello'),
  protocol: Type.Literal(protocolVersion),
  userId: UserId,
  sessionId: SessionId,
  epoch: Type.String({
    description:
      'Which history this is. When it is not the one of the connection before, the server was taken back to an older state: forget all messages, seqs and revs.',
  }),
  serverTime: Instant,
  heartbeatIntervalMs: Type.Integer(),
  limits: object({
    messageMax: Type.Integer(),
    frameBytesMax: Type.Integer(),
    framesPerTenSecondsMax: Type.Integer(),
    watchMax: Type.Integer(),
    typingEveryMs: Type.Integer(),
  }),
})

/** The frame with this ref was carried out. For `send`, the message is on stable storage. */
export const AckFrame = object({
  type: Type.Literal('ack'),
  ref: Type.String(),
  message: Type.Optional(MessageAck),
})

/** The frame with this ref was refused, and had no effect. */
export const RefusalFrame = object({ type: Type.Literal('refusal'), ref: Type.String(), problem: Problem })

/** A frame that was not or could not be read, so that its ref is not known. */
export const ErrorFrame = object(
  { type: Type.Literal('error'), problem: Problem },
  {
    description:
      'A frame could not be read (`invalid_json`, `unknown_frame`, `invalid_request`), or was longer than 192 KiB and not read (`frame_too_large`). The connection goes on.',
  },
)

/** A new message. */
export const MessageFrame = object({ type: Type.Literal('message'), message: Message })

/** Who has just reacted, or taken it back. */
export const ReactedBy = object({ userId: UserId, ...Reacted.properties })
export type ReactedBy = Static<typeof ReactedBy>

/** A message was edited, deleted, pinned or unpinned, or has other reactions: its whole present state. */
export const ChangeFrame = object({
  type: Type.Literal('change'),
  message: Message,
  reacted: Type.Optional(
    Type.Array(ReactedBy, {
      description: 'What people have just done, in order, where this is what changed the message.',
    }),
  ),
})

/** A message that is not there for oneself is new or was changed: only that it took this rev. */
export const RevFrame = object({ type: Type.Literal('rev'), conversationId: ConversationId, rev: Rev })

/** Someone, or oneself on another device, has read up to this seq. */
export const ReadByFrame = object({
  type: Type.Literal('read'),
  conversationId: ConversationId,
  userId: UserId,
  seq: Seq,
})

/** Who has typed since it was told before. */
export const TypingByFrame = object({
  type: Type.Literal('typing'),
  conversationId: ConversationId,
  userId: Type.Unsafe<UserId>({ ...UserId, description: 'The last of them.' }),
  userIds: Type.Optional(
    Type.Array(UserId, {
      minItems: 1,
      maxItems: limits.typistsMax,
      description: 'All of them, `userId` included; the latest ones where they are too many.',
    }),
  ),
})

/** One is a member now: opened, created, joined or added. */
export const ConversationAddedFrame = object({
  type: Type.Literal('conversation-added'),
  summary: ConversationSummary,
})

/** Name, topic, visibility or number of members; and one's own membership where that changed. */
export const ConversationChangedFrame = object({
  type: Type.Literal('conversation-changed'),
  conversation: Conversation,
  membership: Type.Optional(Membership),
})

export const ConversationRemovedFrame = object({
  type: Type.Literal('conversation-removed'),
  conversationId: ConversationId,
  reason: choice(['left', 'removed', 'closed']),
})

/** One has blocked someone, or unblocked them, by whatever device. */
export const BlockFrame = object({ type: Type.Literal('block'), userId: UserId, isBlocked: Type.Boolean() })

/** One is invited to a group. */
export const InvitationFrame = object({ type: Type.Literal('invitation'), invitation: Invitation })

/** An invitation is open no more: accepted or declined by whatever device, or taken back. */
export const InvitationEndedFrame = object({
  type: Type.Literal('invitation-ended'),
  conversationId: ConversationId,
})

/** One has asked to join a group, or does so no longer: withdrawn by whatever device, or decided, or nobody can there. */
export const JoinRequestFrame = object({
  type: Type.Literal('join-request'),
  conversationId: ConversationId,
  isOpen: Type.Boolean(),
})

/** One has saved a message for later, or removed it, by whatever device: the change that took this version. */
export const SavedFrame = object({
  type: Type.Literal('saved'),
  conversationId: ConversationId,
  seq: Seq,
  isSaved: Type.Boolean(),
  version: Type.Integer({ minimum: 1 }),
})

/** One has scheduled a message, or changed it, by whatever device; or it was not sent in its time; or it is gone, sent or cancelled. */
export const ScheduledFrame = object({
  type: Type.Literal('scheduled'),
  conversationId: ConversationId,
  clientId: ClientId,
  state: Type.Union([ScheduledState, Type.Literal('gone')]),
})
/** What one has typed and not sent there, by whatever device: the change that took its version. */
export const DraftFrame = object({ type: Type.Literal('draft'), draft: Draft })

export const Presence = object({
  userId: UserId,
  online: Type.Boolean(),
  lastSeenAt: nullable(Instant),
})
export type Presence = Static<typeof Presence>

/** First for everyone watched, then at each change. */
export const PresenceFrame = object({
  type: Type.Literal('presence'),
  people: Type.Array(Presence, { maxItems: limits.watchMax }),
})

/** The name or the picture of oneself, or of somebody whose presence one has asked for. */
export const PersonChangedFrame = object({ type: Type.Literal('person-changed'), person: UserCard })

/** Events may have been missed: ask for the list of conversations, and for changes after one's own revs. */
export const ResyncFrame = object({ type: Type.Literal('resync') })

/**
 * The heartbeat. `heads` names the conversations that moved since the heartbeat before it: who has
 * a lower rev has missed something and asks for the changes after it.
 */
export const PingFrame = object({
  type: Type.Literal('ping'),
  heads: Type.Array(object({ conversationId: ConversationId, rev: Rev })),
})

export const serverFrames = {
  hello: HelloFrame,
  ack: AckFrame,
  refusal: RefusalFrame,
  error: ErrorFrame,
  message: MessageFrame,
  change: ChangeFrame,
  rev: RevFrame,
  read: ReadByFrame,
  typing: TypingByFrame,
  'conversation-added': ConversationAddedFrame,
  'conversation-changed': ConversationChangedFrame,
  'conversation-removed': ConversationRemovedFrame,
  block: BlockFrame,
  invitation: InvitationFrame,
  'invitation-ended': InvitationEndedFrame,
  'join-request': JoinRequestFrame,
  saved: SavedFrame,
  scheduled: ScheduledFrame,
  draft: DraftFrame,
  presence: PresenceFrame,
  'person-changed': PersonChangedFrame,
  resync: ResyncFrame,
  ping: PingFrame,
} as const

type Frames = typeof serverFrames
export type ServerFrame = { [Type in keyof Frames]: Static<Frames[Type]> }[keyof Frames]
export type ServerFrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>
