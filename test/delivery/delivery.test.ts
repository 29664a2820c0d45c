import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { freePort } from '../support/network/free-port.ts'
import { ServerProcess } from '../support/processes/server-process.ts'
import { temporaryFolder } from '../support/databases/stores.ts'
import { breaches } from '../../scripts/delivery/checker.ts'
import type { Clients } from '../../scripts/delivery/clients.ts'
import type { Random } from '../../scripts/delivery/random.ts'
import type { MarkRecord } from '../../scripts/delivery/records.ts'
import { until } from '../support/until.ts'
import { deliveryRun } from './run.ts'

/** More of them, at chosen moments, are in test/long/kill-points.test.ts. */
const kills = 6

t.setTimeout(300_000)

const kindsOf = (marks: readonly MarkRecord[]): Set<string> =>
  new Set(marks.flatMap(({ emoji, isOn, rev }) => (rev === null ? [] : `${emoji === null} ${isOn}`)))

t.test(`nothing is lost, doubled or reordered through ${kills} kills of the server`, async (t) => {
  const port = await freePort()
  const env = { REQUESTS_PER_MINUTE: '999999' }
  const server = new ServerProcess({ port, dataDir: await temporaryFolder(t), env })
  t.teardown(() => server.kill())
  await server.start()
  const seed = Date.now() % 1_000_000
  const harm = async (random: Random, clients: Clients): Promise<void> => {
    for (let count = 0; count < kills; count++) {
      await wait(random.between(200, 1_500))
      await server.kill()
      await server.start()
    }
    await wait(500)
    await until(
      () => kindsOf(clients.marks).size === 4,
      'people have reacted and pinned, and taken both back',
    )
  }

  const run = await deliveryRun({
    urls: [server.url],
    seed,
    writers: 6,
    conversations: 3,
    nemesis: { harm },
    messagesMin: kills * 10 + 1,
  })

  t.comment(
    `seed ${seed}: ${run.sends.length} sends, ${run.marks.length} marks, ${run.observations.length} observations`,
  )
  const acked = run.sends.filter(({ acks }) => acks.length > 0).length
  t.ok(acked > kills * 10, 'the run was worth checking')
  const parts = run.sends.flatMap(({ acks, given }) => (acks.length > 0 ? Object.keys(given) : []))
  t.same(new Set(parts), new Set(['replyTo', 'attachments']), 'with answers and files')
  t.same(breaches(run).slice(0, 20), [])
  t.equal(await server.stop(), 0)
})
