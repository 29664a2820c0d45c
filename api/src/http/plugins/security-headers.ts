import fastifyHelmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

const yearSeconds = 31_536_000

export const securityHeaders = fastifyPlugin(
  async (app: FastifyInstance, { publicUrl }: { publicUrl: URL | null }) => {
    await app.register(fastifyHelmet, {
      contentSecurityPolicy: { useDefaults: false, directives: directives(publicUrl) },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'same-origin' },
      // A browser that has seen it once refuses plain http for a year, for whatever else runs on this host, too. What
      // runs on the names below it is not ours to decide about.
      strictTransportSecurity:
        publicUrl?.protocol === 'https:' ? { maxAge: yearSeconds, includeSubDomains: false } : false,
      xFrameOptions: { action: 'deny' },
    })
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('permissions-policy', permissionsPolicy)
    })
  },
)

/** None of what a browser could give to a page, should a script that is not ours ever run in ours. */
const unused = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

/** Voice messages are recorded in the page itself, once its person has allowed that. */
const permissionsPolicy = [...unused.map((feature) => `${feature}=()`), 'microphone=(self)'].join(', ')

const directives = (publicUrl: URL | null) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'", ...socketSources(publicUrl)],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  // The one address of a script that is put together there is that of the service worker, which is written in the client.
  trustedTypes: ['service-worker'],
})

/** 'self' includes the WebSocket of the same host in today's browsers, but not in Safari before 15.4. */
const socketSources = (publicUrl: URL | null): string[] =>
  publicUrl ? [`${publicUrl.protocol === 'https:' ? 'wss' : 'ws'}://${publicUrl.host}`] : []
