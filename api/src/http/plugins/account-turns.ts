import type { ServerResponse } from 'node:http'
import { finished } from 'node:stream'

import type { UserId } from '@parley/shared'
import type { FastifyInstance } from 'fastify'
import { fastifyPlugin } from 'fastify-plugin'

import { DomainError } from '../../domain/errors.ts'

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
  #running = 0
  #open = 0
  readonly #waiting = new Set<() => void>()

  get isIdle(): boolean {
    return this.#open === 0
  }

  /** @throws DomainError rate_limited when too many are open, or when nobody waits for the answer any more */
  async take(response: ServerResponse): Promise<void> {
    if (this.#open >= openMax) throw tooMany()
    this.#open += 1
    const turn = Promise.withResolvers<void>()
    const begin = (): void => {
      this.#running += 1
      const end = once(() => this.#end())
      setTimeout(end, turnMs).unref()
      finished(response, end)
      turn.resolve()
    }
    finished(response, () => {
      this.#open -= 1
      if (this.#waiting.delete(begin)) turn.reject(tooMany())
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

function once(call: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) call()
    isDone = true
  }
}

const takeTurns = async (app: FastifyInstance): Promise<void> => {
  const byUser = new Map<UserId, Turns>()
  app.addHook('onRequest', async ({ viewer, routeOptions }, { raw }) => {
    if (!viewer || routeOptions.config.inTurn !== true) return
    const { userId } = viewer
    const turns = byUser.get(userId) ?? new Turns()
    byUser.set(userId, turns)
    const taken = turns.take(raw)
    finished(raw, () => {
      if (turns.isIdle) byUser.delete(userId)
    })
    await taken
  })
}

export const accountTurns = fastifyPlugin(takeTurns, { name: 'account-turns', dependencies: ['session'] })
