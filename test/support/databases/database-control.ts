import { execFile } from 'node:child_process'
import { readdir, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

import { serverUrl } from './server-urls.ts'
import { untilStill } from '../processes/stand-still.ts'
import { states, tcpSockets } from '../network/tcp-sockets.ts'

const run = promisify(execFile)

export type DatabaseServer = 'mysql' | 'mongo' | 'redis'

const settings = { mysql: 'MYSQL_URL', mongo: 'MONGODB_URL', redis: 'REDIS_URL' } as const

/**
 * Starts and stops the servers of the tests, through the program that DATABASES names: it is called with
 * start, kill, pause or resume and the name of a server. One that is paused stands still when this resolves.
 */
export async function control(
  action: 'start' | 'kill' | 'pause' | 'resume',
  server: DatabaseServer,
): Promise<void> {
  const program = process.env['DATABASES']
  if (!program)
    throw new Error('DATABASES is not set: it names the program that starts and kills the servers.')
  await run(program, [action, server])
  if (action !== 'pause') return
  const pids = await pidsAt(Number(serverUrl(settings[server]).port))
  await Promise.all(pids.map(untilStill))
}

/** Which processes listen there, as far as this one may know. */
async function pidsAt(port: number): Promise<number[]> {
  const open = await tcpSockets()
  const listening = open.filter(({ localPort, state }) => localPort === port && state === states.listening)
  const sockets = new Set(listening.map(({ inode }) => `socket:[${inode}]`))
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0)
  const files = await Promise.all(pids.map(openBy))
  return pids.filter((_, at) => files[at]?.some((file) => sockets.has(file)))
}

/** Nothing of one that is somebody else's, or has ended. */
async function openBy(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`
  const files = await readdir(folder).catch(() => [])
  return Promise.all(files.map((file) => readlink(`${folder}/${file}`).catch(() => '')))
}
