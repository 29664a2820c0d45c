import { createReadStream } from 'node:fs'

import type { FastifyReply, FastifyRequest } from 'fastify'

import { DomainError } from '../../../domain/errors.ts'
import { sendProblem } from '../../problem.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The file of the client's one page, where there is a client. */
    clientPage?: string
  }
}

/** People who follow a wrong link see the client, which says so and leads on; programs get the problem. */
export const sendNothingHere = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal = new DomainError('route_not_found'),
): FastifyReply => {
  if (/^\/api(?:[/?]|$)/.test(request.url)) return sendProblem(reply, refusal)
  const { clientPage } = reply.header('vary', 'accept').server
  if (clientPage === undefined || !isNavigation(request)) return sendProblem(reply, refusal)
  return reply
    .code(404)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    .send(createReadStream(clientPage))
}

/** As browsers ask for what goes into their window, and nothing else does. */
const isNavigation = ({ method, headers: { accept = '' } }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && accept.includes('text/html') && !accept.includes('json')
