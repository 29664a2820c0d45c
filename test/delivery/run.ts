import { setTimeout as wait } from 'node:timers/promises'

import { ApiSession } from '../../scripts/delivery/api-session.ts'
import { Clients, type ClientsOptions } from '../../scripts/delivery/clients.ts'
import { Random } from '../../scripts/delivery/random.ts'
import type { Run } from '../../scripts/delivery/records.ts'

export interface Nemesis {
  /** Does harm until it is done; the clients write all the while. */
  harm(random: Random, clients: Clients): Promise<void>
}

export interface RunOptions {
  /** Of all instances; the clients go to one and to the other. */
  readonly urls: readonly string[]
  readonly seed: number
  readonly writers: number
  readonly conversations: number
  readonly nemesis: Nemesis
  /** By then, after the last harm, everyone has to hold the same. */
  readonly convergenceMaxMs?: number
  /** A run with fewer says little, and a busy machine may get no further in the time that harm takes. */
  readonly messagesMin?: number
}

const usualMessagesMin = 40
const moreTalkMaxMs = 20_000

async function untilWorthChecking(clients: Clients, messagesMin: number): Promise<void> {
  const endMs = performance.now() + moreTalkMaxMs
  while (clients.acknowledged < messagesMin && performance.now() < endMs) await wait(50)
}

/** Lets clients talk while a nemesis is at work, and returns everything that the checker needs. */
export async function deliveryRun(options: RunOptions): Promise<Run> {
  const clients = new Clients(await cast(options))
  clients.begin()
  try {
    await options.nemesis.harm(new Random(options.seed), clients)
    await untilWorthChecking(clients, options.messagesMin ?? usualMessagesMin)
    clients.joinLate()
    return await clients.finish(options.convergenceMaxMs ?? 30_000)
  } finally {
    await clients.stop()
  }
}

async function cast({ urls, seed, writers, conversations }: RunOptions): Promise<ClientsOptions> {
  const sessions = Array.from({ length: writers }, () => new ApiSession(...urls))
  const guest = new ApiSession(...urls)
  for (const [at, session] of sessions.entries()) await session.register(`writer${at}-${seed}`)
  await guest.register(`guest-${seed}`)
  const [owner, ...others] = sessions
  if (!owner) throw new Error('A run needs a writer.')
  const memberIds = [...others, guest].map(({ userId }) => userId)
  const conversationIds: ClientsOptions['conversationIds'][number][] = []
  for (let at = 0; at < conversations; at++) {
    conversationIds.push(await owner.group(`Group ${at}`, memberIds))
  }
  return { sessions, guest, conversationIds, urls, seed, pauseMs: 30, stayMs: 700 }
}
