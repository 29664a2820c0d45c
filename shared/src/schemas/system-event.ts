import { Type, type Static } from 'typebox'

import { UserId } from '../ids.ts'
import * as limits from '../limits.ts'
import { choice, ExpireAfterSeconds, GroupHistory, nullable, object, Seq, Visibility } from './common.ts'

/** What a system message tells; the client puts it into words. */
export const SystemEvent = Type.Union([
  object({ kind: Type.Literal('group-created') }),
  object({ kind: Type.Literal('member-joined') }),
  object({ kind: Type.Literal('member-left') }),
  object({
    kind: Type.Literal('members-added'),
    userIds: Type.Array(UserId, { maxItems: limits.addMembersMax }),
  }),
  object({ kind: Type.Literal('member-removed'), userId: UserId }),
  object({ kind: Type.Literal('owner-changed'), userId: UserId }),
  object({ kind: Type.Literal('role-changed'), userId: UserId, role: choice(['moderator', 'member']) }),
  object({ kind: Type.Literal('group-renamed'), name: Type.String() }),
  object({ kind: Type.Literal('topic-changed'), topic: Type.String() }),
  object({ kind: Type.Literal('description-changed') }),
  object({ kind: Type.Literal('announcements-changed'), announcements: Type.Boolean() }),
  object({ kind: Type.Literal('visibility-changed'), visibility: Visibility }),
  object({ kind: Type.Literal('history-changed'), history: GroupHistory }),
  object({ kind: Type.Literal('picture-changed') }),
  object({ kind: Type.Literal('message-pinned'), seq: Seq }),
  object({ kind: Type.Literal('expiry-changed'), expireAfterSeconds: nullable(ExpireAfterSeconds) }),
])
export type SystemEvent = Static<typeof SystemEvent>
