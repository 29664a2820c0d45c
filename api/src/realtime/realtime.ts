import { limits } from '@parley/shared'
import type { FastifyInstance } from 'fastify'

import { realtimeParts, type RealtimeOptions, type RealtimeServices } from './realtime-parts.ts'
import { realtimeRoute } from './route.ts'
import { forgetHandshake, rememberHandshake } from './socket/web-sockets.ts'

/** So soon a change is noticed of which no event came. For a thousand people it takes some ten milliseconds. */
const compareIntervalMs = 3_000

export const defaultRealtimeOptions: RealtimeOptions = {
  heartbeatIntervalMs: limits.heartbeatIntervalMs,
  framesPerTenSeconds: limits.framesPerTenSecondsMax,
  unsentBytes: limits.unsentBytesMax,
  socketsPerAddress: limits.socketsPerAddressMax,
  socketsPerInstance: limits.socketsPerInstanceMax,
  compareIntervalMs,
}

/** The WebSocket channel, at `/realtime` of the scope it is registered in. */
export const realtime = async (
  app: FastifyInstance,
  { services, options }: { services: RealtimeServices; options: RealtimeOptions },
): Promise<void> => {
  const { gateway, start, stop } = realtimeParts(services, options)
  start()
  app.addHook('preClose', () => gateway.drain())
  app.addHook('onClose', stop)
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
