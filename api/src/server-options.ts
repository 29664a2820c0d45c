import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'

import { limits } from '@parley/shared'
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyHttpOptions,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'

import type { Config } from './config/config.ts'
import { DomainError } from './domain/errors.ts'
import { trustedProxies } from './http/plugins/client-address.ts'
import { isUploading } from './http/routes/files/uploading.ts'
import { tooLongAddress, unreadableAddress } from './http/plugins/refusals/not-found.ts'
import { serialization } from './http/serialization.ts'
import { problemOf } from './wire/problem.ts'
import { isChannelHandshake } from './realtime/socket/handshake-check.ts'

/** A request's head and body must be here by then; slower ones are attacks or dead. */
const headersTimeoutMs = 10_000
const requestTimeoutMs = 20_000
/** How often Node looks for requests that have exceeded them. */
const connectionsCheckingIntervalMs = 2_000
/** Every store answers or gives up sooner than this. */
const handlerTimeoutMs = 30_000
/** Above the 60 seconds for which common proxies keep a connection, so that the proxy closes first. */
const keepAliveTimeoutMs = 72_000
/** Who sent no request has read the answer by then; it could keep its side of the connection open. */
const answerReadMs = 1_000
/** Longer than any request is worked on. Who takes nothing of an answer for so long is cut off at the second time. */
const silentSocketMs = 40_000
const paramLengthMax = 256

export const serverOptions = (config: Config, logger: FastifyBaseLogger) =>
  ({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy.length > 0 ? trustedProxies(config.trustProxy) : false,
    bodyLimit: limits.bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    handlerTimeout: handlerTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionTimeout: silentSocketMs,
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: connectionsCheckingIntervalMs,
      shouldUpgradeCallback: isChannelHandshake,
      requireHostHeader: false, // ours to require, behind the limit and the log
    },
    forceCloseConnections: 'idle',
    return503OnClosing: false, // the stores close last: what still comes is served, and goes through every hook
    routerOptions: { maxParamLength: paramLengthMax },
    schemaController: { compilersFactory: { buildSerializer: serialization } },
    frameworkErrors: routeAgain,
    clientErrorHandler: refuseMalformed,
  }) satisfies FastifyHttpOptions<Server>

/** What the router gives up on has run no hook yet: it goes back to be counted, logged and refused like all the rest. */
function routeAgain(error: FastifyError, { raw, server }: FastifyRequest, reply: FastifyReply): void {
  raw.url = error.code === 'FST_ERR_BAD_URL' ? unreadableAddress : tooLongAddress
  server.routing(raw, reply.raw)
}

/** Bytes that are no HTTP request, or come too slowly, reach no route. */
function refuseMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && isUploading(socket)) return // it has a limit of its own
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(
    new DomainError(error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'invalid_request'),
    '',
  )
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${problem.status} Bad Request\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
  setTimeout(() => socket.destroy(), answerReadMs).unref()
}
