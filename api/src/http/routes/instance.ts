import { Instance } from '@parley/shared'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

import type { AccountServices } from './services.ts'

const show = {
  operationId: 'getInstance',
  summary: 'What instance is this',
  description: 'For whoever is not signed in yet.',
  response: { 200: Instance },
}

export const instanceRoutes: FastifyPluginAsyncTypebox<Pick<AccountServices, 'instance'>> = async (
  app,
  { instance },
) => {
  app.get('/instance', { schema: show, config: { access: 'public' } }, () => instance.show())
}
