import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

/** What is under way when the server closes is done by then; what has not come by then may never come. */
const lastRequestsMs = 4_000

/** Node.js closes idle connections itself, but while it closes it no longer ends those whose request never comes. */
export const lastRequests = fastifyPlugin(async (app: FastifyInstance) => {
  app.addHook('preClose', async () => {
    setTimeout(() => app.server.closeAllConnections(), lastRequestsMs).unref()
  })
})
