import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../../domain/errors.ts'
import { sendProblem } from '../../problem.ts'
import { sendNothingHere } from './nothing-here.ts'

/** Where requests go that the router cannot place. No request can name these: none has a space in its address. */
export const unreadableAddress = '/an address that cannot be decoded'
export const tooLongAddress = '/an address that is too long'

interface KnownPath {
  readonly parts: readonly string[]
  readonly methods: Set<string>
}

/** Registered before all routes: it hears of each. */
export const notFound = fastifyPlugin(async (app: FastifyInstance) => {
  const known = new Map<string, KnownPath>()

  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return // a wildcard takes a path, but does not make it a known one
    const path = known.get(url) ?? { parts: url.split('/'), methods: new Set() }
    known.set(url, path)
    for (const name of [method].flat()) path.methods.add(name)
  })

  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    if (request.url === unreadableAddress)
      return sendNothingHere(request, reply, new DomainError('invalid_request'))
    const methods = methodsOf(known, request)
    // A method that the path takes was refused for something else in the address, such as a part that is too long.
    if (methods.length === 0 || methods.includes(request.method)) return sendNothingHere(request, reply)
    return sendProblem(reply.header('allow', methods.join(', ')), new DomainError('method_not_allowed'))
  })
})

const methodsOf = (known: ReadonlyMap<string, KnownPath>, request: FastifyRequest): string[] => {
  const parts = (request.url.split('?', 1)[0] ?? '').split('/')
  const matching = [...known.values()].filter((path) => matches(path.parts, parts))
  return [...new Set(matching.flatMap(({ methods }) => [...methods]))].sort()
}

const matches = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]))
