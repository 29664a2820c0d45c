import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

import { localOrigin } from '../description/api-description.ts'
import { ownOrigin } from './origin-guard.ts'

/** Swagger UI sets inline styles and knows no Trusted Types: this path alone is looser, for our own scripts only. */
export const docsPage = async (
  app: FastifyInstance,
  { publicUrl }: { publicUrl: URL | null },
): Promise<void> => {
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
      "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    uiConfig: { docExpansion: 'list', deepLinking: true, validatorUrl: null, layout: 'BaseLayout' },
    theme: { title: 'Parley API' },
    transformSpecification: (description, request) =>
      ofInstance(description, ownOrigin(request, publicUrl) ?? localOrigin),
    transformSpecificationClone: false,
  })
}

/** What is shown can be tried here, and copied from here, as it stands. */
const ofInstance = (description: object, origin: string): object => ({
  ...JSON.parse(JSON.stringify(description).replaceAll(localOrigin, origin)),
  servers: [{ url: '/', description: 'This instance.' }],
})
