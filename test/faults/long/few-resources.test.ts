import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import { Supervisor } from '../../delivery/supervisor.ts'
import { freePort } from '../../support/network/free-port.ts'
import { ServerProcess } from '../../support/processes/server-process.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { contractRun } from '../support/fault-run.ts'
import { isWithin } from '../support/is-within.ts'
import { openFilesOf } from '../support/process-figures.ts'

const files = 160
const sockets = 300
const perPerson = 20
const env = { REQUESTS_PER_MINUTE: '999999' }

/** Of the longest messages that there may be: a page of them is some five megabytes. */
const longMessages = 200
const longText = '長'.repeat(8_000)
const pagesAtOnce = 50
const floodMs = 15_000

t.setTimeout(300_000)

t.test('with few files an instance refuses who comes, and keeps who is there', async (t) => {
  const by = ['sh', '-c', `ulimit -n ${files} && exec "$@"`, 'sh']
  const server = new ServerProcess({ port: await freePort(), dataDir: await temporaryFolder(t), env, by })
  t.teardown(() => server.kill())
  await server.start()
  const { pid } = server
  const people: ApiSession[] = []
  while (people.length < sockets / perPerson) {
    const person = new ApiSession(server.url)
    await person.register(`person${people.length}`)
    person.close()
    people.push(person)
  }
  const harm = async (): Promise<void> => {
    const crowd = people.flatMap((person) => Array.from({ length: perPerson }, () => person.socket()))
    for (const socket of crowd) socket.on('error', () => undefined)
    t.ok(await isWithin(10_000, async () => (await openFilesOf(pid)) >= files), 'there are no more')
    await wait(5_000)
    for (const socket of crowd) socket.terminate()
    await wait(2_000)
  }
  await contractRun(t, { name: 'F19 few files', urls: [server.url], writers: 3, harm })
  t.equal(server.pid, pid, 'it did not end')
  t.equal(await server.stop(), 0)
})

/** Somebody who asks for more at once than there is memory for. */
async function flooder(url: string): Promise<() => Promise<unknown>> {
  const session = new ApiSession(url)
  await session.register('flooder')
  const path = `/conversations/${await session.group('Flood', [])}/messages`
  for (let count = 0; count < longMessages; count++)
    await session.call('POST', path, { clientId: randomUUID(), text: longText })
  return () =>
    Promise.allSettled(
      Array.from({ length: pagesAtOnce }, () => session.call('GET', `${path}?limit=${longMessages}`)),
    )
}

t.test('with little memory an instance goes on, or ends and is started again', async (t) => {
  const small = { ...env, NODE_OPTIONS: '--max-old-space-size=96' }
  const settings = { port: await freePort(), dataDir: await temporaryFolder(t), env: small }
  const server = new ServerProcess(settings)
  t.teardown(() => server.kill())
  await server.start()
  const flood = await flooder(server.url)
  const supervisor = new Supervisor([server])
  const harm = async (): Promise<void> => {
    const endMs = performance.now() + floodMs
    while (performance.now() < endMs) await flood()
  }
  await contractRun(t, { name: 'F19 little memory', urls: [server.url], harm })
  await supervisor.end()
  t.comment(`it ended ${supervisor.deaths} times`)
})
