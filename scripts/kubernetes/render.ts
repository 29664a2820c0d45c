import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import {
  kustomizations,
  renderedFile,
  renderedFolder,
  renderWithKustomize,
  sourceDigest,
} from './kustomize.ts'

/** Renders every overlay anew, for the tests. Needs kubectl or kustomize. */
await mkdir(renderedFolder, { recursive: true })
const digest = await sourceDigest()
for (const [name, folder] of Object.entries(kustomizations)) {
  const rendered = await renderWithKustomize(folder)
  if (rendered === null) throw new Error('Neither kubectl nor kustomize is installed here.')
  await writeFile(renderedFile(name), `# Rendered by npm run kubernetes, from ${digest}\n${rendered}`)
  console.log(fileURLToPath(renderedFile(name)))
}
