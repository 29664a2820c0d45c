import type { IncomingMessage } from 'node:http'

import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../../domain/errors.ts'

/** What Node.js would refuse by itself, before anyone has counted or logged it. Its own check of `Host` is switched off. */
export const nodeRefusals = fastifyPlugin(async (app: FastifyInstance) => {
  // Expectations that nobody knows may be ignored, too.
  app.server.on('checkExpectation', (request, response) => app.routing(request, response))
  app.addHook('onRequest', async ({ raw }, reply) => {
    if (namesItsHost(raw)) return
    reply.header('connection', 'close')
    throw new DomainError('invalid_request')
  })
})

/** Of two, a proxy may have believed the other; and only HTTP/1.0 knew none. */
function namesItsHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0')
}
