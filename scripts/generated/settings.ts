import { readFile, writeFile } from 'node:fs/promises'

import { format } from 'prettier'

import { withSettings } from './settings-table.ts'

/** Writes the table of settings into the guide for those who run Parley. */
const file = new URL('../../docs/self-hosting.md', import.meta.url)
await writeFile(
  file,
  await format(withSettings(await readFile(file, 'utf8')), { parser: 'markdown', printWidth: 110 }),
)
console.log('docs/self-hosting.md has every setting.')
