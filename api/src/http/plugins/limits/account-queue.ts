import type { ServerResponse } from 'node:http'
import { finished } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'

import type { UserId } from '@parley/shared'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../../domain/errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** May read and answer with so much that one account asks for few of these at a time. */
    queued?: boolean
  }
}

const atOnceMax = 2
/** Who waits for a database, or reads slowly, keeps the account's other requests waiting no longer than this. */
const slotMs = 500
/** Those that wait, and those whose answer is not sent yet. Twenty windows that come back ask for two things each. */
const openMax = 40

/** The requests of one account. A page may be 5 MB and a list a thousand conversations: in a burst nobody else got through. */
class RequestQueue {
  readonly #onIdle: () => void
  #running = 0
  #open = 0
  readonly #waiting = new Set<() => void>()

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle
  }

  /** @throws DomainError rate_limited when too many are open, or when nobody waits for the answer any more */
  async enter(response: ServerResponse): Promise<void> {
    if (this.#open >= openMax) throw tooMany()
    this.#open += 1
    const left = finished(response).catch(() => undefined) // answered, or nobody waits for it any more
    const slot = Promise.withResolvers<void>()
    const begin = (): void => {
      this.#running += 1
      slot.resolve()
      void Promise.race([left, wait(slotMs, undefined, { ref: false })]).then(() => this.#end())
    }
    void left.then(() => {
      this.#open -= 1
      if (this.#waiting.delete(begin)) slot.reject(tooMany())
      if (this.#open === 0) this.#onIdle()
    })
    if (this.#running < atOnceMax) begin()
    else this.#waiting.add(begin)
    await slot.promise
  }

  #end(): void {
    this.#running -= 1
    const [next] = this.#waiting
    if (next === undefined) return
    this.#waiting.delete(next)
    next()
  }
}

const tooMany = (): DomainError => new DomainError('rate_limited', { retryAfterSeconds: 1 })

const queueRequests = async (app: FastifyInstance): Promise<void> => {
  const byUser = new Map<UserId, RequestQueue>()
  app.addHook('onRequest', async ({ viewer, routeOptions }, { raw }) => {
    if (!viewer || routeOptions.config.queued !== true) return
    const { userId } = viewer
    const queue = byUser.get(userId) ?? new RequestQueue(() => byUser.delete(userId))
    byUser.set(userId, queue)
    await queue.enter(raw)
  })
}

export const accountQueue = fastifyPlugin(queueRequests, { name: 'account-queue', dependencies: ['session'] })
