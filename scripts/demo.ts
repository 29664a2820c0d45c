import type { UserId } from '@parley/shared'

import { compose } from '../api/src/compose.ts'
import { configOf } from '../api/src/config/config.ts'
import { readEnvironment } from '../api/src/config/env.ts'
import { StartError } from '../api/src/config/start-error.ts'
import { runCommand, type Arguments } from '../api/src/process/command.ts'
import { openDataFolder } from '../api/src/process/data-folder.ts'
import { createLogger } from '../api/src/process/logger.ts'
import { build, isStale } from '../web/build.ts'
import { Demo, PastClock } from './demo/fill.ts'
import { drawPassword } from './demo/password.ts'
import { people } from './demo/people.ts'
import { stay } from './demo/stay.ts'

const help = `Fills the data folder of a fresh instance, which must not be running, with people who talk in groups and with
each other. They share a password of three words, which is drawn and printed once: for looking around on one's own
machine, not for others to reach.

  npm run demo
  npm run demo -- --stay
  npm run demo -- --stay three words here

With --stay it goes on as the server, as npm start does, and some of the people are online, type and say something now
and then, until it is stopped with Ctrl+C. With the password behind it, it goes on with what an earlier run has filled.

DATA_DIR names the folder, ./data where it is not set; HOST and PORT are those of the server.`

const run = async (given: Arguments): Promise<void> => {
  const config = configOf(readEnvironment(), { isTTY: true })
  const words = given.get('stay')
  const known = words?.join(' ')
  const password = known || drawPassword()
  if (!known) {
    const messages = await fill(config.dataDir, password)
    tell(messages, password, words ? 'Sign in' : 'Start with npm start, and sign in')
  }
  if (words) await serve(config, password)
}

const fill = async (dataDir: string, password: string): Promise<number> => {
  const release = openDataFolder(dataDir)
  const clock = new PastClock(new Date())
  const parts = await compose({ dataDir }, createLogger('warn'), { clock })
  try {
    const viewerId = parts.ids.uuid() as UserId
    const known = await parts.stores.users.search({ viewerId, prefix: '', after: null, limit: 1 })
    if (known.length > 0) {
      throw new StartError(
        `DATA_DIR is "${dataDir}", where there are accounts already: the demo takes an empty one.`,
      )
    }
    return await new Demo(parts, clock, password).fill()
  } finally {
    await parts.close()
    release()
  }
}

const tell = (messages: number, password: string, entry: string): void => {
  console.log(`There are ${people.length} people now, and ${messages} messages. ${entry} as any of:\n`)
  for (const { username, displayName } of people) console.log(`  ${username.padEnd(10)} ${displayName}`)
  console.log(`\nThe password of all of them is: ${password}`)
}

/** As npm start does. The server ends the process when it is asked to. */
const serve = async ({ host, port }: { host: string; port: number }, password: string): Promise<void> => {
  if (await isStale()) await build()
  const { main } = await import('../api/src/main.ts')
  await main()
  await stay(`http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`, password)
}

await runCommand({ help, names: ['stay'], run })
