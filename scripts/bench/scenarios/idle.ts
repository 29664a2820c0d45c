import { setTimeout as wait } from 'node:timers/promises'

import { atMost, type Findings } from '../figures.ts'
import { doubtsOf } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import type { Scenario, Setting, Sizes } from './scenario.ts'
import { referenceTarget, parleyTarget, type Target } from '../targets.ts'

interface Growth {
  readonly kibPerConnection: number
  readonly residentMibBefore: number
  readonly residentMibAfter: number
  readonly failures: number
}

/** What connections add to the process that has none, with the garbage that it has not collected by then. */
async function growth(
  { fleet, server, close }: Target,
  { seconds, idleConnections }: Sizes,
): Promise<Growth> {
  const settledKib = async (): Promise<number> => {
    await wait(seconds * 500)
    return server.usage().residentBytes / 1_024
  }
  try {
    const before = await settledKib()
    await fleet.connect()
    const after = await settledKib()
    return {
      kibPerConnection: (after - before) / idleConnections,
      residentMibBefore: before / 1_024,
      residentMibAfter: after / 1_024,
      failures: fleet.failures,
    }
  } finally {
    await close()
  }
}

async function idle({ servers, sizes }: Setting): Promise<Findings> {
  const groups = Array.from({ length: sizes.idleConnections / 2 }, (_, at) => [2 * at, 2 * at + 1])
  const reference = await growth(await referenceTarget(groups), sizes)
  const parley = await inFreshPlaces(servers, async (places) =>
    growth(await parleyTarget(places, groups), sizes),
  )
  return {
    about: `resident memory of ${sizes.idleConnections} signed-in connections that say nothing`,
    rows: { 'bare ws': { ...reference }, Parley: { ...parley } },
    goals: [atMost('KiB of resident memory for each', parley.kibPerConnection, 16)],
    warnings: [...doubtsOf('bare ws', reference), ...doubtsOf('Parley', parley)],
  }
}

export const idleScenario: Scenario = { name: 'idle', run: idle }
