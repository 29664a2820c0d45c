import type { FastifyInstance } from 'fastify'

import type { Accounts } from '../../domain/accounts/accounts.ts'
import type { PeopleService } from '../../domain/accounts/profiles/people-service.ts'
import { accountRoutes, type AccountRouteOptions } from './account.ts'
import { blockRoutes, type BlockRouteOptions } from './blocks.ts'
import { conversationRoutes, type ConversationRouteOptions } from './conversations.ts'
import { groupRoutes, type GroupRouteOptions } from './groups.ts'
import { meRoutes } from './me.ts'
import { memberRoutes, type MemberRouteOptions } from './members.ts'
import { messageRoutes, type MessageRouteOptions } from './messages.ts'
import { searchRoutes, type SearchRouteOptions } from './search.ts'
import { sessionRoutes } from './session.ts'
import { userRoutes } from './users.ts'

type ConversationServices = BlockRouteOptions &
  ConversationRouteOptions &
  GroupRouteOptions &
  MemberRouteOptions &
  MessageRouteOptions &
  SearchRouteOptions

export interface RouteOptions {
  readonly services: Accounts & ConversationServices & { readonly people: PeopleService }
  readonly cookies: Pick<AccountRouteOptions, 'browserSessions' | 'deviceCookie'>
}

export const routes = async (app: FastifyInstance, { services, cookies }: RouteOptions): Promise<void> => {
  await app.register(accountRoutes, { accounts: services, ...cookies })
  await app.register(sessionRoutes, { ...services, ...cookies })
  await app.register(meRoutes, services)
  await app.register(blockRoutes, services)
  await app.register(userRoutes, services)
  await app.register(conversationRoutes, services)
  await app.register(groupRoutes, services)
  await app.register(memberRoutes, services)
  await app.register(messageRoutes, services)
  await app.register(searchRoutes, services)
}
