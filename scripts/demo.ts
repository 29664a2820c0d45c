import type { UserId } from '@parley/shared'

import { compose } from '../api/src/compose.ts'
import { configOf } from '../api/src/config/config.ts'
import { readEnvironment } from '../api/src/config/env.ts'
import { StartError } from '../api/src/config/start-error.ts'
import { runCommand } from '../api/src/process/command.ts'
import { openDataFolder } from '../api/src/process/data-folder.ts'
import { createLogger } from '../api/src/process/logger.ts'
import { Demo, demoPassword, PastClock } from './demo/fill.ts'
import { people } from './demo/people.ts'

const help = `Fills the data folder of a fresh instance, which must not be running, with people who talk in groups and with
each other. They share a password, which is printed: for looking around, not for others to reach.

  npm run demo

It takes no arguments; DATA_DIR names the folder, ./data where it is not set.`

const fill = async (): Promise<void> => {
  const { dataDir } = configOf(readEnvironment(), { isTTY: true })
  const release = openDataFolder(dataDir)
  const clock = new PastClock()
  const parts = await compose({ dataDir }, createLogger('warn'), { clock })
  try {
    const known = await parts.stores.users.search({
      viewerId: parts.ids.uuid() as UserId,
      prefix: '',
      after: null,
      limit: 1,
    })
    if (known.length > 0) {
      throw new StartError(
        `DATA_DIR is "${dataDir}", where there are accounts already: the demo takes an empty one.`,
      )
    }
    const messages = await new Demo(parts, clock).fill()
    tell(messages)
  } finally {
    await parts.close()
    release()
  }
}

const tell = (messages: number): void => {
  console.log(
    `There are ${people.length} people now, and ${messages} messages. Start with npm start, and sign in as any of:\n`,
  )
  for (const { username, displayName } of people) console.log(`  ${username.padEnd(10)} ${displayName}`)
  console.log(`\nThe password of all of them is: ${demoPassword}`)
}

await runCommand({ help, names: [], run: fill })
