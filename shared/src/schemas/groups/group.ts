import { Type, type Static } from 'typebox'

import { ClientId, UserId } from '../../ids.ts'
import * as limits from '../../limits.ts'
import { GroupHistory, line, multiline, object, Visibility } from '../common.ts'

const groupName = line({
  maxLength: limits.rawMax(limits.groupNameMax),
  description: `1 to ${limits.groupNameMax} characters in the form in which it is stored.`,
  examples: ['Analytical Engine'],
})
const groupTopic = multiline({
  maxLength: limits.rawMax(limits.groupTopicMax),
  description: `Up to ${limits.groupTopicMax} characters in the form in which it is stored.`,
  examples: ['Punched cards and how to punch them'],
})

const groupDescription = multiline({
  maxLength: limits.rawMax(limits.groupDescriptionMax),
  description: `Up to ${limits.groupDescriptionMax} characters in the form in which it is stored.`,
  examples: ['We build it on Thursdays. Bring your own cards.'],
})

const askToJoin = Type.Boolean({
  description:
    'Lets a closed group be found, and people ask to join it. Says nothing of an open one; a group that is opened loses it.',
})

export const NewGroup = object(
  {
    clientId: Type.Optional(
      Type.Unsafe<ClientId>({
        ...ClientId,
        description:
          'Chosen by the client, once for each group, and kept across retries. A UUID in lower case. Without it, each request creates another group.',
      }),
    ),
    name: groupName,
    topic: Type.Optional(groupTopic),
    visibility: Visibility,
    askToJoin: Type.Optional(askToJoin),
    history: Type.Optional(GroupHistory),
    memberIds: Type.Optional(Type.Array(UserId, { maxItems: limits.addMembersMax, uniqueItems: true })),
  },
  {
    examples: [{ name: 'Analytical Engine', topic: 'Punched cards', visibility: 'open', memberIds: [] }],
  },
)
export type NewGroup = Static<typeof NewGroup>

export const GroupPatch = object({
  name: Type.Optional(groupName),
  topic: Type.Optional(groupTopic),
  description: Type.Optional(groupDescription),
  visibility: Type.Optional(Visibility),
  announcements: Type.Optional(Type.Boolean()),
  askToJoin: Type.Optional(askToJoin),
  history: Type.Optional(GroupHistory),
})
export type GroupPatch = Static<typeof GroupPatch>
