import { limits } from '@parley/shared'
import type { FastifyInstance } from 'fastify'

import type { Bus } from '../bus/bus.ts'
import type { SessionService } from '../domain/accounts/sign-in/session-service.ts'
import type { AccountRates } from '../domain/account-rates.ts'
import type { MembershipCache } from '../domain/conversations/membership-cache.ts'
import type { ConversationAccess } from '../domain/conversations/conversation-access.ts'
import type { FanOut } from '../domain/conversations/fan-out.ts'
import type { MessageHeads } from '../domain/messages/message-heads.ts'
import type { Clock, Ids, Log, Metrics } from '../domain/ports.ts'
import type { PresenceService } from '../domain/presence/presence-service.ts'
import { Dispatch } from './socket/dispatch.ts'
import { Gateway, type GatewayOptions } from './gateway.ts'
import { Handlers, type HandlerServices } from './handlers/index.ts'
import { Typing } from './handlers/typing.ts'
import { Watch } from './handlers/watch.ts'
import { Heartbeat } from './fan-out/heartbeat.ts'
import { Hub } from './fan-out/hub.ts'
import { UserEvents, type Summaries } from './fan-out/user-events.ts'
import { MembershipRefresh } from './fan-out/membership-refresh.ts'
import { realtimeRoute } from './route.ts'
import { forgetHandshake, rememberHandshake } from './socket/web-sockets.ts'

export interface RealtimeServices extends HandlerServices {
  readonly bus: Bus
  readonly rates: AccountRates
  readonly fanOut: FanOut
  readonly connected: MembershipCache
  readonly access: ConversationAccess
  readonly presence: PresenceService
  readonly sessions: SessionService
  readonly summaries: Summaries
  readonly heads: MessageHeads
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly metrics: Metrics
}

export interface RealtimeOptions extends GatewayOptions {
  /** How often what is remembered of everyone connected is held against the stores. */
  readonly recheckIntervalMs: number
}

export const defaultRealtimeOptions: RealtimeOptions = {
  heartbeatIntervalMs: limits.heartbeatIntervalMs,
  framesPerTenSeconds: limits.framesPerTenSecondsMax,
  unsentBytes: limits.unsentBytesMax,
  socketsPerAddress: limits.socketsPerAddressMax,
  socketsPerInstance: limits.socketsPerInstanceMax,
  recheckIntervalMs: 5 * 60_000,
}

/** The WebSocket channel, at `/realtime` of the scope it is registered in. */
export const realtime = async (
  app: FastifyInstance,
  { services, options }: { services: RealtimeServices; options: RealtimeOptions },
): Promise<void> => {
  const hub = newHub(services)
  services.fanOut.onlineIn = (conversationId) => hub.onlineIn(conversationId)
  const watch = new Watch(services.presence, services.bus)
  const gateway = newGateway(services, hub, watch, options)
  const { heads, clock, log } = services
  const recheck = new MembershipRefresh({ ...services, hub, watch }, options.recheckIntervalMs)
  const heartbeat = new Heartbeat(hub, heads, clock, log, options.heartbeatIntervalMs)
  app.addHook('preClose', () => gateway.drain())
  app.addHook('onClose', async () => void (await Promise.all([heartbeat.stop(), recheck.stop()])))
  app.route({
    ...realtimeRoute,
    preHandler: async (request, reply) => {
      gateway.admission.require(request.clientAddress)
      rememberHandshake(request, reply)
    },
    wsHandler: (socket, request) => {
      socket.once('close', gateway.admission.enter(request.clientAddress))
      forgetHandshake(socket, request)
      if (request.viewer) gateway.open(socket, request.raw.socket, request.viewer)
      else socket.terminate() // not reached: the route is for users only
    },
  })
}

function newHub({ bus, connected, summaries, log, metrics }: RealtimeServices): Hub {
  return new Hub(bus, connected, new UserEvents(summaries, log), metrics)
}

function newGateway(services: RealtimeServices, hub: Hub, watch: Watch, options: RealtimeOptions): Gateway {
  const { access, bus, ids, log } = services
  const handlers = new Handlers(services, new Typing(access, bus, hub), watch)
  const dispatch = new Dispatch(handlers, ids, log)
  return new Gateway({ ...services, hub, handlers, dispatch }, options)
}
