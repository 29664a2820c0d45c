import type { FastifyInstance, FastifyPluginAsync } from 'fastify'

import { accessTokenRoutes } from './access-tokens.ts'
import { accountRoutes } from './account.ts'
import { blockRoutes } from './blocks.ts'
import { conversationRoutes } from './conversations.ts'
import { fileRoutesByTag } from './files/file-routes.ts'
import type { PictureServices } from './files/pictures.ts'
import { instanceRoutes } from './instance.ts'
import { invitationRoutesByTag } from './groups/invitations.ts'
import { meRoutes } from './me.ts'
import { memberRoutesByTag } from './groups/members.ts'
import { messageRoutesByTag } from './messages/message-routes.ts'
import type { AccountServices } from './services.ts'
import { sessionRoutes } from './session.ts'
import { userRoutes } from './users.ts'

type Services = AccountServices & PictureServices

/** Under the headings of the documentation. */
const routesByTag: Readonly<Record<string, FastifyPluginAsync<Services>>> = {
  Session: sessionRoutes,
  Instance: instanceRoutes,
  Me: meRoutes,
  'Access tokens': accessTokenRoutes,
  People: userRoutes,
  Conversations: conversationRoutes,
  ...memberRoutesByTag,
  ...invitationRoutesByTag,
  ...messageRoutesByTag,
  ...fileRoutesByTag,
  Blocks: blockRoutes,
  Account: accountRoutes,
}

export const routes = async (app: FastifyInstance, services: Services): Promise<void> => {
  for (const [tag, register] of Object.entries(routesByTag)) {
    await app.register(async (tagged) => {
      tagged.addHook('onRoute', (route) => {
        route.schema = { ...route.schema, tags: [tag] }
      })
      await tagged.register(register, services)
    })
  }
}
