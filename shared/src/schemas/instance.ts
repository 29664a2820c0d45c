import { Type, type Static } from 'typebox'

import { choice, nullable, object } from './common.ts'

export const Instance = object(
  {
    name: Type.String({ examples: ['Parley'] }),
    welcome: Type.String({
      description: 'A sentence of whoever runs it; may be empty.',
      examples: ['The chat of the Analytical Society.'],
    }),
    address: nullable(Type.String(), {
      description: 'The one to share. Null where it is not set: then it is the one that one came by.',
      examples: ['https://chat.example.org'],
    }),
    registration: choice(['open', 'invited', 'closed'], {
      description:
        'Who may register: everyone, those who have an invitation link, or nobody. While nobody has registered it is `open`.',
      examples: ['open'],
    }),
    peopleDirectory: choice(['everyone', 'groups'], {
      description: 'Whom one finds: everyone, or those with whom one shares a group.',
    }),
    maxFileBytes: Type.Integer({
      minimum: 0,
      description: 'How large a file may be.',
      examples: [26_214_400],
    }),
    empty: Type.Boolean({ description: 'Nobody has registered yet.', examples: [false] }),
  },
  { $id: 'Instance', description: 'How an instance presents itself to strangers.' },
)
export type Instance = Static<typeof Instance>
