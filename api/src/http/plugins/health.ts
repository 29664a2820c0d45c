import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import { Type } from 'typebox'

import { withExample } from '../description/example.ts'
import { refusals } from '../schemas.ts'

export interface HealthOptions {
  /** What asks each store, by its name. Rejects when there is no answer in time. */
  readonly pings: Readonly<Record<string, () => Promise<void>>>
  readonly isAccepting: () => boolean
}

const ending = { status: 'shutting down' }

const answer = (description: string, status: string) =>
  withExample(Type.Object({ status: Type.String({ examples: [status] }) }, { description }))

const probe = (operationId: string, summary: string, ok: string, not?: string) => ({
  config: { isProbe: true } as const,
  schema: {
    operationId,
    summary,
    security: [],
    tags: ['Operations'],
    response: {
      200: answer(ok, 'ok'),
      ...(not !== undefined && { 503: answer(not, ending.status) }),
      ...refusals('invalid_request', 'internal'),
    },
  },
})

/** For whatever watches over the process. Outside the session's scope, so that a lost database is not in its way. */
export const health = async (app: FastifyInstance, { pings, isAccepting }: HealthOptions): Promise<void> => {
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  const storesAway = joined(() => findStoresAway(pings, app.log))

  app.get('/healthz', probe('checkHealth', 'Is the process alive?', 'It is.'), async () => ({ status: 'ok' }))

  // A lost database is lost to every instance. A proxy that asked for it here would have none left to send people to,
  // and they would not learn what still works, and of the rest when to come back.
  app.get(
    '/servez',
    probe('checkService', 'Should a proxy send requests here?', 'It should.', 'It is shutting down.'),
    async (_request, reply) => (isAccepting() ? { status: 'ok' } : reply.code(503).send(ending)),
  )

  app.get(
    '/readyz',
    probe(
      'checkReadiness',
      'Can this instance do everything?',
      'It can.',
      'It is shutting down, or a store is out of reach.',
    ),
    async (_request, reply) => {
      if (!isAccepting()) return reply.code(503).send(ending)
      const away = await storesAway()
      if (away.length > 0) return reply.code(503).send({ status: `out of reach: ${away.join(', ')}` })
      return { status: 'ok' }
    },
  )
}

/** Who asks while others are asking gets their answer: nobody counts these requests, and each would cost the stores. */
function joined<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let asking: Promise<Result> | null = null
  return () => (asking ??= ask().finally(() => (asking = null)))
}

/** The names of the stores that do not answer. Why is for the log: whoever asks here may be anyone. */
async function findStoresAway(pings: HealthOptions['pings'], log: FastifyBaseLogger): Promise<string[]> {
  const away: string[] = []
  const asked = Object.entries(pings).map(async ([store, ping]) => {
    await ping().catch((error: unknown) => {
      log.error({ err: error, store }, 'not ready')
      away.push(store)
    })
  })
  await Promise.all(asked)
  return away.sort()
}
