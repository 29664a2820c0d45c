import type { Generated, Kysely } from 'kysely'
import type {
  ActivityKind,
  Audience,
  ClientId,
  ConversationId,
  ConversationKind,
  ExpireAfterSeconds,
  GroupHistory,
  MemberRole,
  Scope,
  SessionId,
  UserId,
  Visibility,
  Writers,
} from '@parley/shared'

import type { FilesTable, PicturesTable } from './files/file-tables.ts'
import type { InvitationLinksTable } from './invitations/link-table.ts'
import type { BansTable } from './moderation/ban-table.ts'
import type { SilencesTable } from './moderation/silence-table.ts'
import type { JoinRequestsTable } from './moderation/join-request-table.ts'

/** Instants are milliseconds since 1970 in UTC, and truth is 0 or 1: the same in every database. */
type Instant = number
export type Flag = 0 | 1

export interface UsersTable {
  id: UserId
  username: string
  display_name: string
  /** The hash of the one that is shown; null where there is none. */
  picture: Generated<string | null>
  password_hash: string
  bio: string
  pronouns: string
  status_text: string
  country: string | null
  region: string | null
  city: string | null
  time_zone: string | null
  latitude: number | null
  longitude: number | null
  location_audience: Audience
  writers: Generated<Writers>
  adders: Generated<Audience>
  presence_audience: Generated<Audience>
  read_receipts: Generated<Flag>
  named_in_forwards: Generated<Flag>
  /** So that the limit of conversations holds by one conditional update. */
  conversation_count: Generated<number>
  /** Grows with each change of the user's memberships, and when sessions of theirs are ended. */
  version: Generated<number>
  /** As conversation_count, of how many they have blocked. */
  block_count: Generated<number>
  /** What their files take, so that the limit holds by one conditional update. */
  file_bytes: Generated<number>
  /** As conversation_count, of how many messages they have saved. */
  saved_count: Generated<number>
  /** Grows with each change of what they have saved. */
  saved_version: Generated<number>
  draft_count: Generated<number>
  /** Of the last change of a draft. */
  draft_version: Generated<number>
  /** Of the last one after which there was none any more. */
  draft_cleared_version: Generated<number>
  created_at: Instant
  last_seen_at: Instant | null
  deleted_at: Instant | null
}

/** The rests of a name, by nameStarts, so that a range of `word` finds the beginning of any of them. */
export interface UserWordsTable {
  word: string
  username: string
}

export interface SessionsTable {
  id_hash: string
  /** Null in the tombstone of an id that was never stored. */
  session_id: SessionId | null
  user_id: UserId | null
  data: string
  device: string
  address: string
  created_at: Instant
  last_seen_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

export interface AccessTokensTable {
  id: SessionId
  token_hash: string
  user_id: UserId
  name: string
  scope: Scope
  created_at: Instant
  expires_at: Instant | null
  last_used_on: string | null
  last_used_from: string | null
}

export interface ActivityTable {
  position: Generated<number>
  user_id: UserId
  kind: ActivityKind
  at: Instant
  address: string
  device: string
  token_name: string | null
}

/** Failures that are throttled, and in the same columns what is used of quotas, with the beginning of the window. */
export interface ThrottlesTable {
  throttle_key: string
  failures: number
  last_failure_at: Instant
}

export interface ConversationsTable {
  id: ConversationId
  kind: ConversationKind
  name: string | null
  topic: string
  description: Generated<string | null>
  /** As of users. */
  picture: Generated<string | null>
  visibility: Visibility
  member_count: number
  version: Generated<number>
  created_at: Instant
  closed_at: Generated<Instant | null>
  /** The two people of a direct conversation, in order; unique, so there is one conversation for them. */
  direct_key: Generated<string | null>
  /** The name as it is sorted, only while the group can be found. */
  listed_name: Generated<string | null>
  /** Since which message the group is open, or closed. */
  visibility_from_seq: Generated<number>
  expire_after_seconds: Generated<ExpireAfterSeconds | null>
  announcements: Generated<Flag>
  /** Of closed ones alone. */
  ask_to_join: Generated<Flag>
  history: Generated<GroupHistory>
}

/** As UserWordsTable, of the groups that can be found. */
export interface GroupWordsTable {
  word: string
  listed_name: string
  conversation_id: ConversationId
}

export interface MembershipsTable {
  conversation_id: ConversationId
  user_id: UserId
  /** The user's, which never changes: members are paged in its order. */
  username: string
  /** The conversation's, which never changes. */
  kind: ConversationKind
  /** The other person of a direct conversation. */
  peer_id: Generated<UserId | null>
  role: MemberRole
  muted: Generated<Flag>
  muted_until: Generated<Instant | null>
  /** While it is muted. */
  tells_mentions: Generated<Flag>
  read_seq: number
  joined_at: Instant
  /** The first message that is there for the member. */
  reads_from_seq: Generated<number>
  /** What the other person of a direct conversation sees in place of read_seq, while one has blocked the other. */
  shown_read_seq: Generated<number | null>
  /** The member has closed the conversation to the other person. */
  is_closed: Generated<Flag>
  /** Not in the member's list until there is a later message. */
  hidden_seq: Generated<number | null>
}

/** Of people who may not be added to a group at once. */
export interface InvitationsTable {
  user_id: UserId
  conversation_id: ConversationId
  inviter_id: UserId
  invited_at: Instant
}

/** What became of each clientId under which somebody has created a group. */
export interface GroupCreationsTable {
  creator_id: UserId
  client_id: ClientId
  conversation_id: ConversationId
  /** Of what was asked for. */
  digest: string
  /** What was answered, as JSON; null until the group is whole. */
  outcome: Generated<string | null>
}

export interface BlocksTable {
  blocker_id: UserId
  blocked_id: UserId
  blocked_at: Instant
}

export interface SavedMessagesTable {
  user_id: UserId
  conversation_id: ConversationId
  seq: number
  /** The user's saved_version that saving it took. */
  version: number
  saved_at: Instant
}

export interface ScheduledMessagesTable {
  user_id: UserId
  conversation_id: ConversationId
  client_id: ClientId
  text: string
  reply_to: number | null
  /** As JSON. */
  attachments: string
  send_at: Instant
  time_zone: string | null
  created_at: Instant
  /** Why it was not sent: 'late', or the code of a refusal. */
  failure: string | null
  version: number
  /** When it is looked at next; null once it was not sent. */
  due_at: Instant | null
  /** By the clock of the database; 0 where nobody sends it. */
  leased_until: Instant
}

export interface DraftsTable {
  user_id: UserId
  conversation_id: ConversationId
  text: string
  reply_to: number | null
  file_count: number
  /** The user's draft_version that writing it took. */
  version: number
  updated_at: Instant
}

export interface Tables {
  users: UsersTable
  user_words: UserWordsTable
  sessions: SessionsTable
  access_tokens: AccessTokensTable
  activity: ActivityTable
  throttles: ThrottlesTable
  conversations: ConversationsTable
  group_words: GroupWordsTable
  memberships: MembershipsTable
  blocks: BlocksTable
  invitations: InvitationsTable
  invitation_links: InvitationLinksTable
  silences: SilencesTable
  bans: BansTable
  join_requests: JoinRequestsTable
  group_creations: GroupCreationsTable
  files: FilesTable
  saved_messages: SavedMessagesTable
  pictures: PicturesTable
  scheduled_messages: ScheduledMessagesTable
  drafts: DraftsTable
}

export type Database = Kysely<Tables>
