import { setTimeout as wait } from 'node:timers/promises'

import type { Test } from 'tap'

import { breachesByInvariant } from '../../scripts/delivery/checker.ts'
import type { Clients } from '../../scripts/delivery/clients.ts'
import type { Random } from '../../scripts/delivery/random.ts'
import { freePort } from '../support/network/free-port.ts'
import { mutantBuild } from '../support/processes/mutant-build.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { until } from '../support/until.ts'
import type { Mutant } from './mutants.ts'
import { deliveryRun } from './run.ts'
import { Supervisor } from './supervisor.ts'

const seed = Date.now() % 1_000_000
const usualTalkMs = 2_000
const deathMaxMs = 60_000
/** What is wrong shows in some of them only. Where it shows in a death, that one is waited for instead. */
const messagesMin = 150
const convergenceMaxMs = 10_000
/** It may die once more while the last ones wait for their answers, and start on a busy machine. */
const convergenceAfterDeathsMaxMs = 30_000

export interface MutantPlace {
  readonly start: (program: string) => Promise<readonly ServerProcess[]>
  readonly talkMs?: number
}

/** One instance on a folder. */
const alone = (t: Test): MutantPlace => ({
  start: async (program) => {
    const [port, dataDir] = [await freePort(), await temporaryFolder(t)]
    const server = new ServerProcess({ port, dataDir, env: { REQUESTS_PER_MINUTE: '999999' }, program })
    t.teardown(() => server.kill())
    await server.start()
    return [server]
  },
})

/** That the checker finds in a short run what is wrong with a build, and nothing where nothing is. */
export async function testMutant(
  t: Test,
  { edits, breaks, deaths = 0 }: Mutant,
  { start, talkMs = usualTalkMs }: MutantPlace = alone(t),
): Promise<void> {
  const servers = await start(await mutantBuild(t, edits))
  const supervisor = new Supervisor(servers)
  t.teardown(() => supervisor.end())

  const harm = async (_random: Random, clients: Clients): Promise<void> => {
    await until(() => clients.isGuestThere, 'the guest is there') // who else could not be told too much
    await clients.removeGuest()
    await supervisor.untilDied(deaths, deathMaxMs)
    await wait(talkMs)
  }
  const urls = servers.map(({ url }) => url)
  const options = { urls, seed, writers: 5, conversations: 2, nemesis: { harm } }
  const run = await deliveryRun(
    deaths > 0
      ? { ...options, convergenceMaxMs: convergenceAfterDeathsMaxMs }
      : { ...options, convergenceMaxMs, messagesMin },
  )
  const acked = run.sends.filter(({ acks }) => acks.length > 0).length
  t.ok(acked > 30, `the run was worth checking: ${acked} messages were acknowledged`)
  const found = breachesByInvariant(run)
  t.comment(`seed ${seed}: ${[...found.keys()].join(', ') || 'nothing'}`)
  if (breaks) t.ok(found.has(breaks))
  else t.same(found, new Map())
}
