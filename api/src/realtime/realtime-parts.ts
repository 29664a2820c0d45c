import type { Bus } from '../bus/bus.ts'
import type { Credentials } from '../domain/accounts/credentials.ts'
import type { MembershipCache } from '../domain/conversations/membership-cache.ts'
import type { ConversationAccess } from '../domain/conversations/conversation-access.ts'
import type { FanOut } from '../domain/conversations/fan-out.ts'
import type { MessageHeads } from '../domain/messages/message-heads.ts'
import type { Clock, Metrics } from '../domain/ports.ts'
import type { PresenceService } from '../domain/presence/presence-service.ts'
import { Gateway, type GatewayOptions } from './gateway.ts'
import { Dispatch, type DispatchServices } from './handlers/dispatch.ts'
import { Typing } from './handlers/typing.ts'
import { Watch } from './handlers/watch.ts'
import { WatchRenewal } from './handlers/watch-renewal.ts'
import { Heartbeat } from './fan-out/heartbeat.ts'
import { Hub } from './fan-out/hub.ts'
import { UserEventDelivery, type Summaries } from './fan-out/user-event-delivery.ts'
import { MembershipRefresh } from './fan-out/membership-refresh.ts'

export interface RealtimeServices extends DispatchServices {
  readonly bus: Bus
  readonly fanOut: FanOut
  readonly connected: MembershipCache
  readonly access: ConversationAccess
  readonly presence: PresenceService
  readonly credentials: Credentials
  readonly summaries: Summaries
  readonly heads: MessageHeads
  readonly clock: Clock
  readonly metrics: Metrics
}

export interface RealtimeOptions extends GatewayOptions {
  /** How often the versions of the people here are compared with those in the store. */
  readonly compareIntervalMs: number
}

export function realtimeParts(services: RealtimeServices, options: RealtimeOptions) {
  const { access, bus, fanOut, heads, presence, clock, log } = services
  const { versions } = services.connected
  // The hub and the watches call what is made after them.
  const hub: Hub = new Hub({
    ...services,
    userEventDelivery: new UserEventDelivery(services.summaries, log),
    listener: {
      membershipsChanged: (userId) => renewal.of(userId),
      message: (message) => typing.sent(message),
    },
  })
  const watch: Watch = new Watch(presence, bus, versions, (userId) => renewal.of(userId))
  const typing = new Typing(access, bus, hub)
  const renewal = new WatchRenewal(watch, presence, versions, log)
  const refresh = new MembershipRefresh({ ...services, hub, watch, renewal }, options.compareIntervalMs)
  const heartbeat = new Heartbeat(hub, heads, clock, log, options.heartbeatIntervalMs)
  const dispatch = new Dispatch(services, typing, watch)
  fanOut.onlineIn = (conversationId) => hub.onlineIn(conversationId)
  return {
    gateway: new Gateway({ ...services, hub, watch, dispatch }, options),
    start: (): void => {
      refresh.start()
      heartbeat.start()
    },
    stop: async (): Promise<void> => {
      await Promise.all([heartbeat.stop(), refresh.stop(), renewal.stop()])
    },
  }
}
