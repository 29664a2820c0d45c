import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import type { TokenAdmission } from '../../domain/accounts/tokens/token-admission.ts'
import { bearerOf, hashOf } from '../session/access-token.ts'

/** Before the session's: where there is a token, it alone counts, and no cookie is looked at. */
const admitTokens = async (app: FastifyInstance, admission: TokenAdmission): Promise<void> => {
  app.addHook('onRequest', async (request) => {
    const token = bearerOf(request)
    if (token === null) return
    delete request.raw.headers.cookie
    request.viewer = await admission.admit(hashOf(token), request.clientAddress)
  })
}

export const accessToken = fastifyPlugin(admitTokens, {
  name: 'access-token',
  dependencies: ['access', 'client-address'],
})
