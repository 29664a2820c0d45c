import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

/** Addresses that the client itself routes: each answers with its one page. */
const clientRoutes = [
  '/',
  '/register',
  '/mentions',
  '/saved',
  '/settings',
  '/settings/:section',
  '/c/:conversationId',
  '/c/:conversationId/*',
]

const invitationRoutes = ['/join/:token', '/join/:token/sign-in']
/** The address is a secret: no request that the page makes names it, and no search engine keeps it. */
const untold = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' }

const yearSeconds = 31_536_000
/** The name changes with the content, so that a copy is good for ever. */
const hashedName = /[.-][A-Za-z0-9]{8,}\.(?:js|css|js\.map|css\.map|woff2|svg|png)$/

/** Serves the folder that the web client was built into; nothing when it holds none. */
const serveWeb = async (app: FastifyInstance, { root }: { readonly root: string }): Promise<void> => {
  if (!existsSync(join(root, 'index.html'))) {
    app.log.warn({ root }, 'there is no web client to serve')
    return
  }
  app.decorate('clientPage', join(root, 'index.html'))
  await app.register(fastifyStatic, {
    root,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    preCompressed: true,
    setHeaders: setCaching,
  })
  for (const url of clientRoutes) app.get(url, (_request, reply) => reply.sendFile('index.html'))
  for (const url of invitationRoutes)
    app.get(url, (_request, reply) => reply.headers(untold).sendFile('index.html'))
}

export const staticWeb = fastifyPlugin(serveWeb)

const setCaching = (reply: FastifyReply, path: string): void => {
  const immutable = hashedName.test(basename(path).replace(/\.(?:br|gz)$/, ''))
  reply.header('cache-control', immutable ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
}
