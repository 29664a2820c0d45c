import { Type, type Static } from 'typebox'

import { UserId } from '../../ids.ts'
import * as limits from '../../limits.ts'
import { NotAdded } from '../block.ts'
import { choice, Instant, object, page } from '../common.ts'
import { ConversationSummary, MemberRole } from '../conversation.ts'
import { SilencedUntil } from '../moderation/silence.ts'
import { UserCard } from '../user.ts'

export const Member = object(
  { user: UserCard, role: MemberRole, joinedAt: Instant, silencedUntil: Type.Optional(SilencedUntil) },
  { $id: 'Member', description: 'Of silences only those hear who may make them.' },
)
export type Member = Static<typeof Member>

export const MemberPage = page(Member, 'MemberPage')
export type MemberPage = Static<typeof MemberPage>

export const NewMembers = object({
  userIds: Type.Array(UserId, { minItems: 1, maxItems: limits.addMembersMax, uniqueItems: true }),
})
export type NewMembers = Static<typeof NewMembers>

export const AddedMembers = object(
  {
    added: Type.Array(UserId, { description: 'Without those who were members already.' }),
    invited: Type.Array(UserId, { description: 'Whom one may not add, and who decide themselves.' }),
    refused: Type.Array(NotAdded),
  },
  { $id: 'AddedMembers', description: 'Who was added, who was invited, and who was not.' },
)
export type AddedMembers = Static<typeof AddedMembers>

export const CreatedGroup = object(
  { ...ConversationSummary.properties, invited: Type.Array(UserId), refused: Type.Array(NotAdded) },
  { $id: 'CreatedGroup', description: 'The group, who of its first members was invited, and who was not.' },
)
export type CreatedGroup = Static<typeof CreatedGroup>

export const HandOver = object({ userId: UserId })
export type HandOver = Static<typeof HandOver>

export const RoleSetting = object({ role: choice(['moderator', 'member']) })
export type RoleSetting = Static<typeof RoleSetting>
