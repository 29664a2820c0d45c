import { setTimeout as wait } from 'node:timers/promises'

import { atMost, type Findings } from '../figures.ts'
import { doubtsOf } from '../measure.ts'
import { inFreshPlaces } from '../places.ts'
import type { Scenario, Setting, Sizes } from './scenario.ts'
import { referenceTarget, parleyTarget, type Target } from '../targets.ts'

/** So that the first connections, which warm the process up, do not count. */
const warmUp = 200

interface Growth {
  readonly kibPerConnection: number
  readonly kibWithGarbage: number
  readonly residentMibBefore: number
  readonly residentMibAfter: number
  readonly failures: number
}

/** What the later connections add to the first ones. */
async function growth(
  { fleet, server, close }: Target,
  { seconds, idleConnections }: Sizes,
): Promise<Growth> {
  const residentKib = (): number => server.usage().residentBytes / 1_024
  const settled = (): Promise<void> => wait(seconds * 500)
  try {
    await fleet.connect(warmUp)
    await settled()
    await server.collectGarbage()
    const before = residentKib()
    await fleet.connect()
    await settled()
    const withGarbage = residentKib()
    await server.collectGarbage()
    const after = residentKib()
    return {
      kibPerConnection: (after - before) / idleConnections,
      kibWithGarbage: (withGarbage - before) / idleConnections,
      residentMibBefore: before / 1_024,
      residentMibAfter: after / 1_024,
      failures: fleet.failures,
    }
  } finally {
    await close()
  }
}

async function idle({ servers, sizes }: Setting): Promise<Findings> {
  const groups = Array.from({ length: (sizes.idleConnections + warmUp) / 2 }, (_, at) => [2 * at, 2 * at + 1])
  const reference = await growth(await referenceTarget(groups), sizes)
  const parley = await inFreshPlaces(servers, async (places) =>
    growth(await parleyTarget(places, groups), sizes),
  )
  return {
    about: `resident memory of ${sizes.idleConnections} signed-in connections that say nothing`,
    rows: { 'bare ws': { ...reference }, Parley: { ...parley } },
    goals: [
      atMost('KiB that a connection holds', parley.kibPerConnection, 16),
      atMost('KiB of resident memory for each, with the garbage of connecting', parley.kibWithGarbage, 16),
    ],
    warnings: [...doubtsOf('bare ws', reference), ...doubtsOf('Parley', parley)],
  }
}

export const idleScenario: Scenario = { name: 'idle', run: idle }
