import type {
  ConversationId,
  ConversationSummary,
  Instance,
  Invitation,
  Message,
  Presence,
  ServerFrameOf,
  UserCard,
  UserId,
} from '@parley/shared'

import type { DraftKey } from './draft-key.ts'
import type { Notice } from './notices.ts'
import type { Readable } from './observable.ts'
import type { ChosenFile, OutboxItem } from './outbox-item.ts'
import type { Failure } from './result.ts'
import type { ConnectionState, SessionState } from './session.ts'
import type { Quoted } from './timeline.ts'

/** What the user interface reads. Everything in it is immutable; what did not change keeps its identity. */
export interface State {
  /** What the server says of itself; null until it has been asked. */
  readonly instance: Readable<Instance | null>
  readonly session: Readable<SessionState>
  readonly connection: Readable<ConnectionState>
  /** The server answers, but lets no connection through: what is shown is as new as the last try. */
  readonly restOnly: Readable<boolean>
  /** Also those that lists leave out. The latest activity first. Null until the list has arrived. */
  readonly conversations: Readable<readonly ConversationSummary[] | null>
  /** Whether the list is that of the server since the connection began: what comes from then on is live. */
  readonly isCaughtUp: Readable<boolean>
  /** In how many conversations that are not muted, and in the list, something is unread. */
  readonly unreadConversations: Readable<number>
  /** What was typed and not sent, messages and changes of them. Restored after a reload, and one for all tabs. */
  readonly drafts: Readable<ReadonlyMap<DraftKey, string>>
  /** Files for the next message of each conversation, in their order. */
  readonly chosen: Readable<ReadonlyMap<ConversationId, readonly ChosenFile[]>>
  /** Of files that are being uploaded, by their upload ids: how much of each, from 0 to 1. */
  readonly uploads: Readable<ReadonlyMap<string, number>>
  readonly notices: Readable<readonly Notice[]>
  /** Whom one has blocked. */
  readonly blocked: Readable<ReadonlySet<UserId>>
  /** To groups, the latest first. */
  readonly invitations: Readable<readonly Invitation[]>
  /** The last change that was told of what one has saved. */
  readonly saved: Readable<ServerFrameOf<'saved'> | null>
  /** The last change that was told of what one has asked to join. */
  readonly joinRequest: Readable<ServerFrameOf<'join-request'> | undefined>
  /** The last change that was told of what one has scheduled. */
  readonly scheduled: Readable<ServerFrameOf<'scheduled'> | null>
  /** The last change that was told of a draft of oneself, by whatever device. */
  readonly draft: Readable<ServerFrameOf<'draft'> | null>
  conversation(id: ConversationId): Readable<ConversationSummary | null>
  /** Null until `actions.messages.open` was called. */
  timeline(id: ConversationId): Readable<TimelineState | null>
  /** Who types there now, except oneself. */
  typists(id: ConversationId): Readable<readonly UserId[]>
  /** Null until the card has arrived; those whom messages name are fetched by themselves. */
  readonly people: Readable<ReadonlyMap<UserId, UserCard>>
  person(id: UserId): Readable<UserCard | null>
  /** Of those whose presence is watched. */
  readonly online: Readable<ReadonlySet<UserId>>
  /** Null when unknown: not watched, not connected, or not certainly so. */
  presence(id: UserId): Readable<Presence | null>
}

export interface TimelineState {
  /** In order of seq, without holes. */
  readonly messages: readonly Message[]
  /** One's own, after all others; empty unless the window reaches the end of the conversation. */
  readonly pending: readonly OutboxItem[]
  readonly hasOlder: boolean
  readonly hasNewer: boolean
  /** A message that another one answers; undefined until it has come, for which `actions.messages.lookUp` asks. */
  quoted(seq: number): Quoted | undefined
  /** The last to be pinned first; null until it has come, for which `actions.changing.loadPins` asks. */
  pinned(): readonly Message[] | null
  readonly loading: 'nothing' | 'window' | 'older' | 'newer'
  /** Why the last loading failed; `actions.messages.open`, `loadOlder` or `loadNewer` tries again. */
  readonly failure: Failure | null
}
