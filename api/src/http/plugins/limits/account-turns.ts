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
    inTurn?: boolean
  }
}

const atOnceMax = 2
/** Who waits for a database, or reads slowly, keeps the account's other requests waiting no longer than this. */
const turnMs = 500
/** Those that wait, and those whose answer is not sent yet. Twenty windows that come back ask for two things each. */
const openMax = 40

/** The requests of one account. A page may be 5 MB and a list a thousand conversations: in a burst nobody else got through. */
class Turns {
  readonly #onIdle: () => void
  #running = 0
  #open = 0
  readonly #waiting = new Set<() => void>()

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle
  }

  /** @throws DomainError rate_limited when too many are open, or when nobody waits for the answer any more */
  async take(response: ServerResponse): Promise<void> {
    if (this.#open >= openMax) throw tooMany()
    this.#open += 1
    const left = finished(response).catch(() => undefined) // answered, or nobody waits for it any more
    const turn = Promise.withResolvers<void>()
    const begin = (): void => {
      this.#running += 1
      turn.resolve()
      void Promise.race([left, wait(turnMs, undefined, { ref: false })]).then(() => this.#end())
    }
    void left.then(() => {
      this.#open -= 1
      if (this.#waiting.delete(begin)) turn.reject(tooMany())
      if (this.#open === 0) this.#onIdle()
    })
    if (this.#running < atOnceMax) begin()
    else this.#waiting.add(begin)
    await turn.promise
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

const takeTurns = async (app: FastifyInstance): Promise<void> => {
  const byUser = new Map<UserId, Turns>()
  app.addHook('onRequest', async ({ viewer, routeOptions }, { raw }) => {
    if (!viewer || routeOptions.config.inTurn !== true) return
    const { userId } = viewer
    const turns = byUser.get(userId) ?? new Turns(() => byUser.delete(userId))
    byUser.set(userId, turns)
    await turns.take(raw)
  })
}

export const accountTurns = fastifyPlugin(takeTurns, { name: 'account-turns', dependencies: ['session'] })
