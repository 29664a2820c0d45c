import type { Socket } from 'node:net'

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

/** Longer than any hook or handler takes to refuse, so that only what is forgotten ends by it. */
const handshakeTimeoutMs = 40_000

/** Takes upgrades. Before all other hooks: those that refuse a handshake would leave its socket open otherwise. */
export const webSockets = fastifyPlugin(async (app: FastifyInstance): Promise<void> => {
  app.decorateRequest('handshakeReply', null)
  endForgotten(app)
  await app.register(fastifyWebsocket, {
    options: { maxPayload: limits.frameBytesReceivedMax, perMessageDeflate: false },
    errorHandler: () => undefined, // each connection hears of its socket's errors by 'close'
    preClose: (done) => done(), // the gateway's own tells clients why; this one would wait half a minute for each
  })
  app.addHook('onRequest', async ({ headers }, reply) => {
    if (headers.upgrade !== undefined) reply.header('connection', 'close')
  })
})

/** Node.js lets go of a socket that is to be upgraded: no time limit but this one is left to it until `ws` takes it. */
function endForgotten({ server }: FastifyInstance): void {
  server.on('upgrade', (_request, socket: Socket) => socket.setTimeout(handshakeTimeoutMs, end))
}

/** Once for all sockets: each keeps the listener for as long as it lives. */
function end(this: Socket): void {
  this.destroy()
}

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
