import { readFile, writeFile } from 'node:fs/promises'

import { format } from 'prettier'

import { runCommand } from '../../api/src/process/command.ts'
import { withSettings } from './settings-table.ts'

const help = `Writes the table of settings into docs/self-hosting.md, the guide for those who run Parley.

  npm run settings`

const file = new URL('../../docs/self-hosting.md', import.meta.url)

const run = async (): Promise<void> => {
  const text = withSettings(await readFile(file, 'utf8'))
  await writeFile(file, await format(text, { parser: 'markdown', printWidth: 110 }))
  console.log('docs/self-hosting.md has every setting.')
}

await runCommand({ help, names: [], run })
