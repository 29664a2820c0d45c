import fastifyHelmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

export interface SecurityHeadersOptions {
  /** Null means at the instance's own address, over plain http. */
  readonly publicUrl: URL | null
}

const yearSeconds = 31_536_000

const setHeaders = async (app: FastifyInstance, { publicUrl }: SecurityHeadersOptions): Promise<void> => {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: directives(publicUrl) },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    // A browser that has seen it once refuses plain http for a year, also for what else runs on this host.
    strictTransportSecurity: publicUrl?.protocol === 'https:' ? { maxAge: yearSeconds } : false,
    xFrameOptions: { action: 'deny' },
  })
}

const directives = (publicUrl: URL | null) => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'", ...socketSources(publicUrl)],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  requireTrustedTypesFor: ["'script'"],
  trustedTypes: ["'none'"],
})

/** 'self' includes the WebSocket of the same host in today's browsers, but not in Safari before 15.4. */
const socketSources = (publicUrl: URL | null): string[] =>
  publicUrl ? [`${publicUrl.protocol === 'https:' ? 'wss' : 'ws'}://${publicUrl.host}`] : []

export const securityHeaders = fastifyPlugin(setHeaders, { name: 'security-headers' })
