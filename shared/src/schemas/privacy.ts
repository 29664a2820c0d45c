import { Type, type Static } from 'typebox'

import { choice, object } from './common.ts'

export const Audience = choice(['everyone', 'contacts', 'nobody'], {
  description:
    '`contacts` are those to whom one has written: at least one message in a direct conversation or a closed group of which both are members.',
})
export type Audience = Static<typeof Audience>

export const Writers = choice(['everyone', 'group-members', 'known', 'nobody'], {
  description:
    'Who may write to one directly, or put one into a group: everyone; who shares a group with one; nobody new; nobody. With all but `nobody`, whoever has a direct conversation with one goes on writing in it.',
})
export type Writers = Static<typeof Writers>

export const Privacy = object(
  {
    writers: Writers,
    adders: Type.Unsafe<Audience>({
      ...Audience,
      description: 'Who may put one into a group at once. All others who may write to one invite one.',
    }),
    presence: Type.Unsafe<Audience>({
      ...Audience,
      description:
        'Who sees when one is there and was last seen. One sees it only of those who may see it of oneself.',
    }),
    readReceipts: Type.Boolean({
      description:
        'Whether the other person of a direct conversation sees how far one has read. Where either has said no, neither sees it of the other.',
    }),
    namedInForwards: Type.Boolean({
      description: 'Whether one’s name goes along where others forward what one wrote. Asked when they do.',
    }),
  },
  { $id: 'Privacy', description: 'What others may do with oneself, and learn of oneself.' },
)
export type Privacy = Static<typeof Privacy>

/** As everyone begins. */
export const openPrivacy: Privacy = {
  writers: 'everyone',
  adders: 'everyone',
  presence: 'everyone',
  readReceipts: true,
  namedInForwards: true,
}
