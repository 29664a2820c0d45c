import { MongoClient } from 'mongodb'
import mysql from 'mysql2/promise'
import t from 'tap'

import { benchTells } from '../../support/processes/bench.ts'
import { serverUrl } from '../../support/databases/server-urls.ts'

const mysqlUrl = serverUrl('MYSQL_URL').href
const mongodbUrl = serverUrl('MONGODB_URL').href

const kinds = ['directs', 'history', 'storm']

t.test('A short run ends on the servers, and leaves no database behind', async (t) => {
  const settings = { MYSQL_URL: mysqlUrl, MONGODB_URL: mongodbUrl, REDIS_URL: serverUrl('REDIS_URL').href }
  const { results } = await benchTells(t, { place: 'servers', seconds: 2, kinds, settings })
  t.equal(results['servers']?.stores, 'accounts in MySQL, messages in MongoDB, events over Redis')
  const rows = results['servers']?.scenarios['directs']?.rows ?? {}
  const own = Object.entries(rows).filter(([name]) => name.startsWith('MongoDB, '))
  t.equal(own.length, 2)
  for (const [name, { messagesPerSecond }] of own) t.ok((messagesPerSecond ?? 0) > 0, name)
  t.match(results['servers']?.scenarios['directs']?.goals, [{ what: /what the database itself costs/ }])
  t.strictSame(await databases(), [])
})

/** Those of the benchmark that are there. */
async function databases(): Promise<string[]> {
  const connection = await mysql.createConnection(mysqlUrl)
  const [rows] = await connection.query('SHOW DATABASES')
  await connection.end()
  const client = await new MongoClient(mongodbUrl).connect()
  const { databases } = await client.db().admin().listDatabases()
  await client.close()
  return [JSON.stringify(rows), ...databases.map(({ name }) => name)].filter((text) =>
    text.includes('parley_bench'),
  )
}
