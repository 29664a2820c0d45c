import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type DatabaseServer = 'mysql' | 'mongo' | 'redis'

/**
 * Starts and stops the servers of the tests, through the program that DATABASES names: it is called with
 * start, kill, pause or resume and the name of a server.
 */
export async function control(
  action: 'start' | 'kill' | 'pause' | 'resume',
  server: DatabaseServer,
): Promise<void> {
  const program = process.env['DATABASES']
  if (!program)
    throw new Error('DATABASES is not set: it names the program that starts and kills the servers.')
  await run(program, [action, server])
}
