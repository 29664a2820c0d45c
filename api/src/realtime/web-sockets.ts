import fastifyWebsocket from '@fastify/websocket'
import { limits } from '@parley/shared'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'
import type { WebSocket } from 'ws'

declare module 'fastify' {
  interface FastifyRequest {
    /** The reply of a WebSocket's handshake. */
    handshakeReply: FastifyReply['raw'] | null
  }
}

/**
 * Takes upgrades. Belongs to the whole application and before all other hooks: those that refuse a
 * handshake would leave its socket open otherwise, also at addresses that are no WebSocket's.
 */
export const webSockets = fastifyPlugin(async (app: FastifyInstance): Promise<void> => {
  app.decorateRequest('handshakeReply', null)
  await app.register(fastifyWebsocket, {
    options: { maxPayload: limits.frameBytesReceivedMax, perMessageDeflate: false },
    errorHandler: () => undefined, // each connection hears of its socket's errors by 'close'
    preClose: (done) => done(), // the gateway's own tells clients why; this one would wait half a minute for each
  })
})

/** Before the handler of a route that takes upgrades. */
export const rememberHandshake = (request: FastifyRequest, reply: FastifyReply): void => {
  request.handshakeReply = reply.raw
}

/**
 * Lets go of the request and its reply, which are half of what a connection would keep in memory. The listener
 * that the plugin adds refers to them, and the socket does, for which the reply is never complete. From here
 * on whoever has the socket listens for its errors.
 */
export function forgetHandshake(socket: WebSocket, request: FastifyRequest): void {
  socket.removeAllListeners('error')
  request.handshakeReply?.detachSocket(request.raw.socket)
}
