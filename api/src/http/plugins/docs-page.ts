import { readFile } from 'node:fs/promises'

import fastifySwaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

import { localOrigin } from '../description/api-description.ts'
import { htmlOf } from '../description/markdown.ts'
import { documentPage, withHeader } from '../description/page-frame.ts'
import { ownOrigin } from './origin-guard.ts'

const folder = new URL('../description/', import.meta.url)
const read = (path: string): Promise<string> => readFile(new URL(path, folder), 'utf8')

/** Swagger UI sets inline styles and knows no Trusted Types: this path alone is looser, for our own scripts only. */
export const docsPage = async (
  app: FastifyInstance,
  { publicUrl }: { publicUrl: URL | null },
): Promise<void> => {
  const [css, icon] = [await read('docs.css'), await read('icon.svg')]
  app.addHook('onSend', async (request, _reply, payload) =>
    typeof payload === 'string' && ['/docs', '/docs/'].includes(request.url) ? withHeader(payload) : payload,
  )
  await app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    staticCSP:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
      "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    uiConfig: {
      docExpansion: 'list',
      deepLinking: true,
      validatorUrl: null,
      layout: 'BaseLayout',
      defaultModelsExpandDepth: 0,
    },
    theme: {
      title: 'Parley API',
      css: [{ filename: 'docs.css', content: css }],
      favicon: [{ filename: 'icon.svg', rel: 'icon', sizes: 'any', type: 'image/svg+xml', content: icon }],
    },
    transformSpecification: (description, request) =>
      ofInstance(description, ownOrigin(request, publicUrl) ?? localOrigin),
    transformSpecificationClone: false,
  })
  await app.register(protocolPage)
}

const protocolPage = async (app: FastifyInstance): Promise<void> => {
  const wordmark = await read('wordmark.svg')
  const text = await read('../../../../docs/protocol.md')
  const page = documentPage('The protocol of Parley', htmlOf(text, addressOf))
  app.get('/docs/protocol', (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  app.get('/docs/wordmark.svg', (_request, reply) => reply.type('image/svg+xml').send(wordmark))
}

/** Of the files that the protocol points to, an instance has but one. */
const addressOf = (target: string): string | null => {
  if (target.startsWith('#')) return target
  return target === '../openapi.yaml' ? '/docs' : null
}

/** What is shown can be tried here, and copied from here, as it stands. */
const ofInstance = (description: object, origin: string): object => ({
  ...JSON.parse(JSON.stringify(description).replaceAll(localOrigin, origin)),
  servers: [{ url: '/', description: 'This instance.' }],
})
