import type { FastifyPluginAsync } from 'fastify'

import type { Conversations } from '../../../domain/build-conversations.ts'
import { bySeqRoutes } from './by-seq.ts'
import { talkRoutes } from './messages.ts'
import { pinRoutes } from './pins.ts'
import { reactionRoutes } from './reactions.ts'
import { savedRoutes } from './saved.ts'

/** All that is about messages, under the headings of the documentation. */
export const messageRoutesByTag: Readonly<Record<string, FastifyPluginAsync<Conversations>>> = {
  Messages: async (app, services) => {
    for (const routes of [talkRoutes, bySeqRoutes]) await app.register(routes, services)
  },
  Reactions: reactionRoutes,
  Pins: pinRoutes,
  Saved: savedRoutes,
}
