import { resolve } from 'node:path'

import { createBackup } from './backup/create.ts'
import { describeCounts } from './backup/manifest.ts'
import { oneValue, runCommand } from '../api/src/process/command.ts'

const help = `Writes all that an instance keeps in its data folder into one file, also while it runs.

  npm run backup -- --data ./data --to backup.tar

  --data   the data folder (DATA_DIR) of the instance
  --to     the file to write; it must not exist

The file is complete and was read again when the command ends with success. While it is written, its folder
needs about twice its size. It is an ordinary tar file. Take it back with: npm run restore -- --help`

await runCommand({
  help,
  names: ['data', 'to'],
  run: async (given) => {
    const file = resolve(oneValue(given, 'to'))
    const { counts, files } = await createBackup(resolve(oneValue(given, 'data')), file)
    console.log(`${file} is written and verified: ${describeCounts(counts)}.`)
    const held = files.some(({ name }) => name === 'secrets.json') ? ', and the keys of all sessions' : ''
    console.log(
      `WARNING: it holds every message, the hashes of all passwords${held}: keep it as safe as the server.`,
    )
  },
})
