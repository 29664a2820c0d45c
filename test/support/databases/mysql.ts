import { randomBytes } from 'node:crypto'

import mysql, { type Connection } from 'mysql2/promise'

import { serverUrl } from './server-urls.ts'
import type { Teardown } from './stores.ts'

/** A database of a test's own on a server that runs. */
export interface TestDatabase {
  /** As MYSQL_URL would name it. */
  readonly url: string
  /** A connection for what no store does. */
  readonly admin: Connection
}

export async function makeDatabase(t: Teardown, server: URL = serverUrl('MYSQL_URL')): Promise<TestDatabase> {
  const name = `parley_test_${randomBytes(6).toString('hex')}`
  const admin = await mysql.createConnection({ uri: server.href })
  // The server's own defaults would not do: the stores must bring theirs.
  await admin.query(`create database ${name} character set latin1`)
  await admin.query(`use ${name}`)
  t.teardown(async () => {
    await admin.query(`drop database ${name}`)
    await admin.end()
  })
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, admin }
}

/** Those that refer to others come first. */
const tables = [
  'drafts',
  'saved_messages',
  'scheduled_messages',
  'files',
  'blocks',
  'group_creations',
  'invitations',
  'invitation_links',
  'silences',
  'bans',
  'join_requests',
  'memberships',
  'group_words',
  'conversations',
  'activity',
  'sessions',
  'access_tokens',
  'throttles',
  'user_words',
  'users',
]

/** Of all that the stores keep in it: much faster than to make the tables again. */
export async function emptyDatabase({ admin }: TestDatabase): Promise<void> {
  for (const table of tables) await admin.query(`delete from ${table}`)
}
