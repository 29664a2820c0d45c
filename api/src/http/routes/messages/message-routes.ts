import type { FastifyPluginAsync } from 'fastify'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { bySeqRoutes } from './by-seq.ts'
import { draftRoutes } from './drafts.ts'
import { mentionRoutes } from './mentions.ts'
import { talkRoutes } from './messages.ts'
import { pinRoutes } from './pins.ts'
import { reactionRoutes } from './reactions.ts'
import { savedRoutes } from './saved.ts'
import { scheduledRoutes } from './scheduled.ts'
import { stateRoutes } from './states.ts'

/** All that is about messages, under the headings of the documentation. */
export const messageRoutesByTag: Readonly<Record<string, FastifyPluginAsync<Conversations>>> = {
  Messages: async (app, services) => {
    for (const routes of [talkRoutes, bySeqRoutes, stateRoutes]) await app.register(routes, services)
  },
  Mentions: mentionRoutes,
  Reactions: reactionRoutes,
  Pins: pinRoutes,
  Saved: savedRoutes,
  Scheduled: scheduledRoutes,
  Drafts: draftRoutes,
}
