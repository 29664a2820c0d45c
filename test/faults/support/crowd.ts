import { setTimeout as wait } from 'node:timers/promises'

import type { ConversationList, ServerFrame } from '@parley/shared'
import type { WebSocket } from 'ws'

import type { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { untilAnswered } from '../../../scripts/delivery/patience.ts'
import type { Random } from '../../../scripts/delivery/random.ts'

const slowestStepMs = 1_000
const giveUpMs = 120_000

/** Many connections that come back as the protocol says, each after a random time, and then ask what they missed. */
export class Crowd {
  readonly #people: readonly ApiSession[]
  readonly #random: Random
  readonly #sockets = new Set<WebSocket>()
  readonly #total: number
  #resumed = 0
  #isOver = false

  constructor(people: readonly ApiSession[], perPerson: number, random: Random) {
    this.#people = people
    this.#random = random
    this.#total = people.length * perPerson
    for (const person of people) for (let count = 0; count < perPerson; count++) void this.#stay(person)
  }

  /** For the first time. */
  async allConnected(): Promise<void> {
    await this.#until(this.#total)
    this.#resumed = 0
  }

  /** Everyone has come back, and knows what there is to know. */
  async allResumed(): Promise<void> {
    await this.#until(this.#total)
  }

  close(): void {
    this.#isOver = true
    for (const socket of this.#sockets) socket.terminate()
    for (const person of this.#people) person.close()
  }

  async #until(count: number): Promise<void> {
    const endMs = performance.now() + giveUpMs
    while (this.#resumed < count) {
      if (performance.now() > endMs) throw new Error(`${this.#resumed} of ${count} have come.`)
      await wait(20)
    }
  }

  async #stay(person: ApiSession): Promise<void> {
    for (let tries = 0; !this.#isOver; tries++) {
      await wait(this.#random.between(0, slowestStepMs * 2 ** Math.min(tries, 5)))
      if (await this.#connection(person)) tries = 0
    }
  }

  /** Whether it was greeted before it ended. */
  async #connection(person: ApiSession): Promise<boolean> {
    const socket = person.socket()
    this.#sockets.add(socket)
    let isGreeted = false
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame
      if (frame.type === 'ping') socket.send('{"type":"pong"}')
      if (frame.type !== 'hello') return
      isGreeted = true
      void this.#resume(person)
    })
    await new Promise<void>((resolve) => {
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
    })
    this.#sockets.delete(socket)
    return isGreeted
  }

  async #resume(person: ApiSession): Promise<void> {
    await untilAnswered(
      () => this.#isOver,
      () => person.call<ConversationList>('GET', '/conversations'),
    ).catch(() => undefined)
    this.#resumed += 1
  }
}
