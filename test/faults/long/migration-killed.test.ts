import { setTimeout as wait } from 'node:timers/promises'

import t, { type Test } from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { Random } from '../../../scripts/delivery/random.ts'
import { freePort } from '../../support/network/free-port.ts'
import { ServerProcess } from '../../support/processes/server-process.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { contractRun, seed } from '../support/fault-run.ts'
import { newPlaces } from '../support/field.ts'

const tries = 12
const talkMs = 3_000

t.setTimeout(900_000)

const kinds = {
  'in the data folder': async () => ({}),
  'on the servers': async (t: Test) => ({
    ...(await newPlaces(t)),
    SESSION_KEYS: 'what all instances encrypt their sessions with',
  }),
}

/** A server for which nothing has been made yet. */
async function newServer(t: Test, placesOf: (t: Test) => Promise<object>): Promise<ServerProcess> {
  const env = { REQUESTS_PER_MINUTE: '999999', ...(await placesOf(t)) }
  const server = new ServerProcess({ port: await freePort(), dataDir: await temporaryFolder(t), env })
  t.teardown(() => server.kill())
  return server
}

/** How long that took. */
async function started(server: ServerProcess): Promise<number> {
  const startMs = performance.now()
  await server.start()
  return performance.now() - startMs
}

/** True when it had not come to its end. */
async function killWhileStarting(server: ServerProcess, afterMs: number): Promise<boolean> {
  const isStarted = server.start().then(
    () => true,
    () => false,
  )
  await wait(afterMs)
  await server.kill()
  return !(await isStarted)
}

for (const [where, placesOf] of Object.entries(kinds)) {
  t.test(`a server that is killed at its first start makes everything ${where} at the next`, async (t) => {
    const random = new Random(seed)
    let server = await newServer(t, placesOf)
    let tookMs = await started(server)
    let killed = 0
    for (let count = 0; count < tries; count++) {
      await server.kill()
      server = await newServer(t, placesOf)
      if (await killWhileStarting(server, random.between(tookMs / 4, tookMs))) killed += 1
      tookMs = Math.min(tookMs, await started(server)) // the first one may have been slow by chance
      await t.resolves(new ApiSession(server.url).register('ann'))
    }
    t.ok(killed > tries / 3, `${killed} of ${tries} starts were killed`)
    const harm = (): Promise<void> => wait(talkMs)
    await contractRun(t, { name: `F17 start killed, ${where}`, urls: [server.url], harm })
    t.equal(await server.stop(), 0)
  })
}
