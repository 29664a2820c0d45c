import { Type, type Static } from 'typebox'

import { object, page } from './common.ts'
import { Conversation } from './conversation.ts'

/** A group that can be found, or one that a link leads into, as someone sees it who may not be in it. */
export const FoundGroup = object(
  {
    conversation: Conversation,
    member: Type.Boolean(),
    requested: Type.Optional(
      Type.Boolean({
        description: 'True where one has asked to join, and it is open. Left out everywhere else.',
      }),
    ),
  },
  { $id: 'FoundGroup', description: 'A group, as it is seen from outside, and whether one is in it.' },
)
export type FoundGroup = Static<typeof FoundGroup>

export const GroupPage = page(FoundGroup, 'GroupPage')
export type GroupPage = Static<typeof GroupPage>
