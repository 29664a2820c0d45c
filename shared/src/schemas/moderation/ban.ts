import { Type, type Static } from 'typebox'

import * as limits from '../../limits.ts'
import { Instant, line, nullable, object, page } from '../common.ts'
import { UserCard } from '../user.ts'

export const NewBan = object({
  reason: Type.Optional(
    line({
      maxLength: limits.rawMax(limits.banReasonMax),
      description: `Up to ${limits.banReasonMax} characters in the form in which it is stored. The person is not told.`,
      examples: ['Advertising'],
    }),
  ),
})
export type NewBan = Static<typeof NewBan>

export const Ban = object(
  {
    user: UserCard,
    reason: Type.String({
      description: 'For those who may ban; may be empty.',
      examples: ['Advertising'],
    }),
    bannedBy: nullable(UserCard, { description: 'Null when their account was deleted.' }),
    bannedAt: Instant,
  },
  { $id: 'Ban', description: 'Somebody who is shut out of a group, until the ban is lifted.' },
)
export type Ban = Static<typeof Ban>

export const BanPage = page(Ban, 'BanPage')
export type BanPage = Static<typeof BanPage>
