import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { MongoClient } from 'mongodb'
import mysql from 'mysql2/promise'

import { mysqlAddress } from '../../api/src/adapters/mysql/address.ts'
import type { Servers } from '../../api/src/config/config.ts'
import { StartError } from '../../api/src/config/start-error.ts'
import type { Places } from '../../api/src/open-stores.ts'
import { killServers } from './process.ts'

export const noServers: Servers = { mysqlUrl: null, mongodbUrl: null, redisUrl: null }

const tmpfsType = 0x01021994

/** Whether what is kept there is kept in memory alone, so that no write waits for a disk. */
export const isInMemory = async (): Promise<boolean> => (await statfs(tmpdir())).type === tmpfsType

/**
 * Gives the work an empty folder, and an empty database on each of these servers, and throws all of it away
 * afterwards. What goes over Redis is for the instances that live, and nothing of it is kept.
 */
export async function inFreshPlaces<Result>(
  { mysqlUrl, mongodbUrl, redisUrl }: Servers,
  work: (places: Places) => Promise<Result>,
): Promise<Result> {
  await using cleaning = new AsyncDisposableStack()
  const name = `parley_bench_${randomBytes(6).toString('hex')}`
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  cleaning.defer(() => rm(dataDir, { recursive: true, force: true, maxRetries: 5 }))
  const inDatabase = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href
  if (mongodbUrl !== null) cleaning.defer(() => dropMongoDatabase(inDatabase(mongodbUrl)))
  if (mysqlUrl !== null) cleaning.defer(await newMysqlDatabase(mysqlUrl, name))
  const places = {
    dataDir,
    mysqlUrl: mysqlUrl && inDatabase(mysqlUrl),
    mongodbUrl: mongodbUrl && inDatabase(mongodbUrl),
    redisUrl,
  }
  const done = new AbortController()
  cleaning.defer(async () => done.abort())
  return await Promise.race([work(places), brokenOff(done.signal)])
}

/** So that Ctrl+C leaves nothing behind either. Whoever still writes would bring a MongoDB database back. */
async function brokenOff(signal: AbortSignal): Promise<never> {
  await once(process, 'SIGINT', { signal })
  killServers()
  throw new StartError('It was broken off.')
}

/** Returns what drops it. */
async function newMysqlDatabase(url: string, name: string): Promise<() => Promise<void>> {
  const query = async (text: string): Promise<void> => {
    const connection = await mysql.createConnection(mysqlAddress(url))
    await connection.query(text)
    await connection.end()
  }
  await query(`CREATE DATABASE ${name}`)
  return () => query(`DROP DATABASE ${name}`)
}

/** MongoDB makes one when something is written to it. */
async function dropMongoDatabase(url: string): Promise<void> {
  const client = new MongoClient(url)
  await client.db().dropDatabase()
  await client.close()
}
