import { Type, type Static } from 'typebox'

import * as limits from '../limits.ts'
import { Instant, multiline, object, page } from './common.ts'
import { UserCard } from './user.ts'

export const NewJoinRequest = object({
  sentence: Type.Optional(
    multiline({
      maxLength: limits.rawMax(limits.joinSentenceMax),
      description: `For those who decide about it: up to ${limits.joinSentenceMax} characters in the form in which it is stored.`,
      examples: ['I have read all about the engine.'],
    }),
  ),
})
export type NewJoinRequest = Static<typeof NewJoinRequest>

export const JoinRequest = object(
  {
    user: UserCard,
    sentence: Type.String({
      description: 'What they say with it; may be empty.',
      examples: ['I have read all about the engine.'],
    }),
    askedAt: Instant,
  },
  { $id: 'JoinRequest', description: 'Of somebody who asks to join a group.' },
)
export type JoinRequest = Static<typeof JoinRequest>

export const JoinRequestPage = page(JoinRequest, 'JoinRequestPage')
export type JoinRequestPage = Static<typeof JoinRequestPage>
