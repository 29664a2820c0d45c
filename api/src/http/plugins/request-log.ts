import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked every second or two by machines, which would fill the log. */
    isProbe?: true
  }
}

export interface RequestLogOptions {
  /** Called for each request when its answer has left. */
  readonly observe: (request: { method: string; route: string; status: number; ms: number }) => void
}

/** One line for each request: the pattern of its route, never the address with its query or ids that people typed. */
export const requestLog = fastifyPlugin(async (app: FastifyInstance, { observe }: RequestLogOptions) => {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    const seen = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    observe(seen)
    const level = request.routeOptions.config.isProbe ? 'debug' : 'info'
    request.log[level]({ ...seen, userId: request.viewer?.userId }, 'request')
  })
})
