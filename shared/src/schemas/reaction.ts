import { Type, type Static } from 'typebox'

import { object, page } from './common.ts'
import { UserCard } from './user.ts'

/** In the form that `canonicalEmoji` gives. */
export const Emoji = Type.String({
  minLength: 1,
  maxLength: 64,
  description:
    'One emoji. However its variation selectors are sent, it is stored as Unicode recommends it; each skin tone is an emoji of its own.',
  examples: ['👍'],
})

export const ReactionCount = object({ emoji: Emoji, count: Type.Integer({ minimum: 1 }) })
export type ReactionCount = Static<typeof ReactionCount>

/** What a person has just done. */
export const Reacted = object({ emoji: Emoji, isOn: Type.Boolean() })

export const Reactor = object({ user: UserCard, emoji: Emoji }, { $id: 'Reactor' })
export type Reactor = Static<typeof Reactor>

export const ReactorPage = page(Reactor, 'ReactorPage')
export type ReactorPage = Static<typeof ReactorPage>
