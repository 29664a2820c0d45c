import { Type, type Static } from 'typebox'

import { Instant, object } from '../common.ts'

export const SilencedUntil = Type.Unsafe<string>({
  ...Instant,
  description:
    'Until then a moderator of the group lets them write nothing there. It ends by itself, without an event. Left out where there is no such end.',
})

export const Silence = object(
  { until: Instant },
  {
    description: 'Until when somebody cannot write in a group: up to a year ahead.',
    examples: [{ until: '2026-03-01T17:30:00.000Z' }],
  },
)
export type Silence = Static<typeof Silence>
