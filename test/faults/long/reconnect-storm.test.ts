import { setTimeout as wait } from 'node:timers/promises'

import t from 'tap'

import { ApiSession } from '../../../scripts/delivery/api-session.ts'
import type { Random } from '../../../scripts/delivery/random.ts'
import { Balancer } from '../support/balancer.ts'
import { Crowd } from '../support/crowd.ts'
import { faultRun } from '../support/fault-run.ts'
import { askMysql, Field } from '../support/field.ts'
import { cpuMsOf } from '../support/process-figures.ts'
import { isLong } from '../support/scale.ts'

const sockets = isLong ? 5_000 : 1_000
const perPerson = 20
const resumedMs = 30_000
/** With everything that the clients of the delivery checker ask meanwhile. */
const statementsPerSocket = 15
/** To verify a password takes forty at least. */
const cpuMsPerSocket = 20

t.setTimeout(600_000)

t.test(`${sockets} connections break at once, and all come back`, async (t) => {
  const field = await Field.open(t)
  const balancer = await Balancer.before(t, field.instances)
  const people: ApiSession[] = []
  while (people.length < sockets / perPerson) {
    const person = new ApiSession(balancer.url)
    await person.register(`person${people.length}`)
    people.push(person)
    await askMysql('delete from throttles', field.places.MYSQL_URL) // so many may not register from one address
  }
  const harm = async (random: Random): Promise<void> => {
    const crowd = new Crowd(people, perPerson, random)
    t.teardown(() => crowd.close())
    await crowd.allConnected()
    await wait(2_000)
    const before = await costs(field)
    const startMs = performance.now()
    balancer.proxy.cut()
    await crowd.allResumed()
    const tookMs = performance.now() - startMs
    const after = await costs(field)
    crowd.close()
    const statements = (after.statements - before.statements) / sockets
    const cpuMs = (after.cpuMs - before.cpuMs) / sockets
    t.comment(
      `${sockets} resumed in ${Math.round(tookMs)} ms, each with ${statements.toFixed(1)} statements of SQL ` +
        `and ${cpuMs.toFixed(1)} ms of CPU`,
    )
    t.ok(tookMs < resumedMs, 'in time')
    t.ok(statements < statementsPerSocket, 'without asking the database much')
    t.ok(cpuMs < cpuMsPerSocket, 'without verifying passwords')
  }
  await faultRun(t, field, { name: `F15 ${sockets} reconnect`, urls: [balancer.url], harm })
})

async function costs(field: Field): Promise<{ statements: number; cpuMs: number }> {
  const [row] = await askMysql("show global status like 'Questions'", field.places.MYSQL_URL)
  let cpuMs = 0
  for (const { pid } of field.instances) cpuMs += await cpuMsOf(pid)
  return { statements: Number(row?.['Value']), cpuMs }
}
