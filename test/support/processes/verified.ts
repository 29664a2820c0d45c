import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type { Test } from 'tap'

import { rowsOf } from '../databases/raw-rows.ts'
import { temporaryFolder } from '../databases/stores.ts'
import { freePort } from '../network/free-port.ts'
import { childEnv } from './child-env.ts'
import { ServerProcess, type ServerSettings } from './server-process.ts'

/** What comes in the last third is after the removal of the guest, and the second that it may take. */
export const quick = ['--json', '--seconds', '6', '--rate', '40']

export interface Deployment {
  readonly server: ServerProcess
  readonly dataDir: string
}

export async function deploy(t: Test, settings: Partial<ServerSettings> = {}): Promise<Deployment> {
  const [port, dataDir] = [await freePort(), await temporaryFolder(t)]
  const env = { REQUESTS_PER_MINUTE: '999999', ...settings.env }
  const server = new ServerProcess({ port, dataDir, ...settings, env })
  t.teardown(() => server.kill())
  await server.start()
  return { server, dataDir }
}

/** Accounts that were not deleted, and groups that somebody is still in. */
export const leftIn = (dataDir: string): number =>
  rowsOf(dataDir, 'accounts.db', 'SELECT id FROM users WHERE deleted_at IS NULL').length +
  rowsOf(dataDir, 'accounts.db', 'SELECT * FROM memberships').length

export function verify(url: string, ...words: string[]) {
  const program = fileURLToPath(new URL('../../../scripts/verify.ts', import.meta.url))
  const child = spawn(process.execPath, [program, '--url', url, ...words], {
    env: childEnv,
  })
  const verifying = {
    child,
    said: '',
    ended: once(child, 'close').then(([code]): unknown => code),
    says: async (text: string): Promise<void> => {
      while (!verifying.said.includes(text)) await Promise.race([once(child.stderr, 'data'), verifying.ended])
    },
  }
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => (verifying.said += data.toString()))
  }
  return verifying
}
