import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import type { Clients } from '../../../scripts/delivery/clients.ts'
import { Random } from '../../../scripts/delivery/random.ts'
import { control, type DatabaseServer } from '../../support/databases/database-control.ts'
import type { ServerProcess } from '../../support/processes/server-process.ts'
import { faultRun } from '../support/fault-run.ts'
import { Field } from '../support/field.ts'
import { withoutRedisMs } from '../support/outages.ts'
import { minutes } from '../support/scale.ts'

const servers = ['mysql', 'mongo', 'redis'] as const
const pauseMs = 5_000
/** It gives itself ten seconds; a busy machine takes time of its own. */
const exitMs = 12_000
/** A server that was killed may take as long to repair its files. */
const startMs = 60_000

t.setTimeout((minutes + 10) * 60_000)

type Deed = (random: Random) => Promise<void>

async function killServer(server: DatabaseServer, random: Random): Promise<void> {
  await control('kill', server)
  await wait(random.between(0, 3_000))
  await control('start', server)
}

async function pauseServer(server: DatabaseServer): Promise<void> {
  await control('pause', server)
  await wait(pauseMs)
  await control('resume', server)
}

/** As whatever watches over a server does: one that cannot reach its databases in time ends, and is started again. */
async function startAgain(instance: ServerProcess): Promise<void> {
  const endMs = performance.now() + startMs
  for (;;) {
    try {
      return await instance.start()
    } catch (error) {
      if (performance.now() > endMs) throw error
      await instance.kill()
    }
  }
}

async function killInstance(instance: ServerProcess): Promise<void> {
  await instance.kill()
  await startAgain(instance)
}

async function pauseInstance(instance: ServerProcess): Promise<void> {
  await instance.pause()
  await wait(pauseMs)
  instance.resume()
}

async function rollInstance(instance: ServerProcess): Promise<void> {
  const startMs = performance.now()
  await instance.stop()
  const tookMs = performance.now() - startMs
  if (tookMs > exitMs) throw new Error(`An instance took ${Math.round(tookMs)} ms to end.`)
  await startAgain(instance)
}

/** Each deed once, in a random order and at random moments. */
async function perform(deeds: readonly Deed[], random: Random): Promise<void> {
  const left = [...deeds]
  while (left.length > 0) {
    const deed = random.oneOf(left)
    left.splice(left.indexOf(deed), 1)
    await wait(random.between(0, 3_000))
    await deed(random)
  }
}

t.test('everything at once: servers and instances are killed, stand still and are replaced', async (t) => {
  const field = await Field.open(t)
  // Before the field is cleared, which needs the servers.
  t.teardown(async () => {
    for (const server of servers) await control('resume', server)
    for (const server of servers) await control('start', server)
  })
  const withServers: Deed[] = servers.flatMap((server) => [
    (random: Random) => killServer(server, random),
    () => pauseServer(server),
  ])
  const withInstances: Deed[] = [killInstance, pauseInstance, rollInstance, killInstance, rollInstance].map(
    (deed) => (random: Random) => deed(random.oneOf(field.instances)),
  )
  const harm = async (random: Random, clients: Clients): Promise<void> => {
    const randoms = [random.next(), random.next()].map((next) => new Random(next * 2 ** 32))
    const [forServers = random, forInstances = random] = randoms
    const endMs = performance.now() + minutes * 60_000
    do await Promise.all([perform(withServers, forServers), perform(withInstances, forInstances)])
    while (performance.now() < endMs)
    await field.untilReady()
    await clients.removeGuest(withoutRedisMs) // which may be back for the first moment
    await wait(withoutRedisMs + 2_000)
  }
  await faultRun(t, field, { name: 'F20 everything', harm })
})
