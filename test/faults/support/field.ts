import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

import { MongoClient } from 'mongodb'
import mysql, { type RowDataPacket } from 'mysql2/promise'
import type { Test } from 'tap'

import { freePort } from '../../support/network/free-port.ts'
import { ServerProcess } from '../../support/processes/server-process.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'
import { temporaryFolder } from '../../support/databases/stores.ts'
import { openFilesOf } from './process-figures.ts'
import { untilServersAnswer } from './servers-answer.ts'

type Teardown = Pick<Test, 'teardown'>

/** Where the instances of one test keep everything. */
export interface Places {
  readonly MYSQL_URL: string
  readonly MONGODB_URL: string
  readonly REDIS_URL: string
}

export interface FieldOptions {
  readonly instances?: number
  readonly env?: Record<string, string>
  /** The main.ts of another build than this one. */
  readonly program?: string
  /** What stands between the instances and their servers. */
  readonly places?: Places
}

/** What must not grow for ever. */
export interface Holdings {
  readonly sockets: number
  readonly files: number
}

/** In which an instance has to be ready again by itself after what it needs has come back. */
const recoveryMs = 10_000

/** The real program, several instances of it on the real servers, with databases of their own. */
export class Field {
  readonly instances: readonly ServerProcess[]
  readonly places: Places
  readonly #metricsPorts: readonly number[]

  private constructor(instances: readonly ServerProcess[], metricsPorts: readonly number[], places: Places) {
    this.instances = instances
    this.#metricsPorts = metricsPorts
    this.places = places
  }

  static async open(t: Teardown, options: FieldOptions = {}): Promise<Field> {
    const places = options.places ?? (await newPlaces(t))
    const env = {
      ...places,
      SESSION_KEYS: 'what all instances encrypt their sessions with',
      REQUESTS_PER_MINUTE: '999999',
      ...options.env,
    }
    const build = options.program === undefined ? {} : { program: options.program }
    const instances: ServerProcess[] = []
    const metricsPorts: number[] = []
    for (let count = 0; count < (options.instances ?? 2); count++) {
      const [port, dataDir, metricsPort] = [await freePort(), await temporaryFolder(t), await freePort()]
      const own = { ...env, METRICS_PORT: String(metricsPort) }
      instances.push(new ServerProcess({ port, dataDir, env: own, ...build }))
      metricsPorts.push(metricsPort)
    }
    t.teardown(() => Promise.all(instances.map((instance) => instance.kill())))
    await Promise.all(instances.map((instance) => instance.start()))
    return new Field(instances, metricsPorts, places)
  }

  get urls(): string[] {
    return this.instances.map(({ url }) => url)
  }

  /** Of each instance. */
  holdings(): Promise<Holdings[]> {
    return Promise.all(
      this.instances.map(async ({ pid }, at) => {
        const metrics = await fetch(`http://127.0.0.1:${this.#metricsPorts[at]}/metrics`)
        const sockets = Number(/^parley_sockets (\d+)/m.exec(await metrics.text())?.[1])
        return { sockets, files: await openFilesOf(pid) }
      }),
    )
  }

  /** @throws when an instance does not come back by itself, once its servers are there again */
  async untilReady(): Promise<void> {
    await untilServersAnswer(this.places)
    const endMs = performance.now() + recoveryMs
    for (const { url, output } of this.instances) {
      while (!(await isReady(url))) {
        if (performance.now() > endMs) {
          const said = `${await saidOfItself(url)}\n${output.slice(-4_000)}`
          throw new Error(`${url} was not ready ${recoveryMs} ms after its servers: ${said}`)
        }
        await wait(50)
      }
    }
  }
}

const saidOfItself = (url: string): Promise<string> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
    (response) => response.text(),
    (error: unknown) => String(error),
  )

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** Removed when the test ends, over connections that the faults of the test have not broken. */
export async function newPlaces(t: Teardown): Promise<Places> {
  const name = `parley_faults_${randomBytes(6).toString('hex')}`
  await askMysql(`create database ${name}`)
  t.teardown(() => askMysql(`drop database ${name}`))
  const places = { MYSQL_URL: serverUrl('MYSQL_URL'), MONGODB_URL: serverUrl('MONGODB_URL') }
  for (const url of Object.values(places)) url.pathname = `/${name}`
  t.teardown(() => dropMongo(places.MONGODB_URL))
  return {
    MYSQL_URL: places.MYSQL_URL.href,
    MONGODB_URL: places.MONGODB_URL.href,
    REDIS_URL: serverUrl('REDIS_URL').href,
  }
}

/** Over a connection of its own, which no fault has broken. */
export async function askMysql(sql: string, url = serverUrl('MYSQL_URL').href): Promise<RowDataPacket[]> {
  const admin = await mysql.createConnection({ uri: url })
  const [rows] = await admin.query<RowDataPacket[]>(sql)
  await admin.end()
  return rows
}

async function dropMongo(url: URL): Promise<void> {
  const client = await new MongoClient(url.href, { serverSelectionTimeoutMS: 5_000 }).connect()
  await client.db().dropDatabase()
  await client.close()
}
