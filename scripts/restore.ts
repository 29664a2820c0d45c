import { resolve } from 'node:path'

import { describeCounts } from './backup/manifest.ts'
import { restoreBackup } from './backup/restore.ts'
import { oneValue, runCommand } from '../api/src/process/command.ts'

const help = `Takes a backup back into an empty data folder: all of it, or nothing.

  npm run restore -- --from backup.tar --data ./data

  --from   a file that npm run backup wrote
  --data   an empty folder, or one that is made; start the instance with it as DATA_DIR

To go back to a backup, stop the server and move its data folder away first. Clients notice that the history is
another one and load it anew. Whoever should not use the sessions of that time any more: delete secrets.json in the
folder before you start, which signs everyone out.`

await runCommand({
  help,
  names: ['from', 'data'],
  run: async (given) => {
    const folder = resolve(oneValue(given, 'data'))
    const { counts, createdAt } = await restoreBackup(resolve(oneValue(given, 'from')), folder)
    console.log(`${folder} holds what it held at ${createdAt}: ${describeCounts(counts)}.`)
  },
})
