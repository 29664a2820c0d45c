import { Type, type Static } from 'typebox'

import { InvitationLinkId } from '../ids.ts'
import * as limits from '../limits.ts'
import { choice, Instant, line, nullable, object, page } from './common.ts'
import { UserCard } from './user.ts'

export const InvitationLinkState = choice(['active', 'used-up', 'expired', 'revoked', 'maker-may-not'], {
  description:
    'Only an `active` one works. `maker-may-not`: whoever made it has handed the group over, and it works again if they get it back.',
  examples: ['active'],
})
export type InvitationLinkState = Static<typeof InvitationLinkState>

export const InvitationLink = object(
  {
    id: InvitationLinkId,
    maker: UserCard,
    note: Type.String({ description: 'For those who may make links; may be empty.', examples: ['Poster'] }),
    state: InvitationLinkState,
    uses: Type.Integer({
      minimum: 0,
      description: 'How many have joined by it, whether they are still in the group or not.',
      examples: [3],
    }),
    usesMax: nullable(Type.Integer({ minimum: 1 }), {
      description: 'Null for any number.',
      examples: [10],
    }),
    createdAt: Instant,
    expiresAt: nullable(Instant),
    revokedAt: nullable(Instant, { examples: [null] }),
    revokedBy: nullable(UserCard, { examples: [null] }),
  },
  { $id: 'InvitationLink', description: 'What one knows of an invitation link after it was made.' },
)
export type InvitationLink = Static<typeof InvitationLink>

export const InvitationLinkPage = page(InvitationLink, 'InvitationLinkPage')
export type InvitationLinkPage = Static<typeof InvitationLinkPage>

export const NewInvitationLink = object(
  {
    usesMax: Type.Optional(
      nullable(Type.Integer({ minimum: 1, maximum: limits.linkUsesMax }), {
        description: 'How many may join by it: 1 where nothing is said, null for any number.',
        examples: [10],
      }),
    ),
    expiresInHours: Type.Optional(
      nullable(Type.Integer({ minimum: 1, maximum: limits.linkHoursMax }), {
        description: `${limits.linkHoursDefault} where nothing is said, which is a week; null for a link that does not expire.`,
        examples: [24],
      }),
    ),
    note: Type.Optional(
      line({
        maxLength: limits.rawMax(limits.linkNoteMax),
        description: `Up to ${limits.linkNoteMax} characters in the form in which it is stored.`,
        examples: ['Poster'],
      }),
    ),
  },
  { examples: [{ usesMax: 10, expiresInHours: 24, note: 'Poster' }] },
)
export type NewInvitationLink = Static<typeof NewInvitationLink>

/** Longer than one that is made here, so that nothing is learned from its length. */
export const InvitationToken = Type.String({
  minLength: 1,
  maxLength: 128,
  description: 'What stands behind `/join/` in the address of an invitation link.',
  examples: ['0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg'],
})

export const CreatedInvitationLink = object(
  {
    ...InvitationLink.properties,
    token: Type.Unsafe<string>({
      ...InvitationToken,
      description:
        'The secret of the link, told this once. With `/join/` before it, it is an address of the web client.',
    }),
  },
  { $id: 'CreatedInvitationLink', description: 'A new invitation link, with its secret.' },
)
export type CreatedInvitationLink = Static<typeof CreatedInvitationLink>
