import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { runCommand } from '../../api/src/process/command.ts'
import {
  kustomizations,
  renderedFile,
  renderedFolder,
  renderWithKustomize,
  sourceDigest,
} from './kustomize.ts'

const help = `Renders every overlay of deploy/kubernetes anew, for the tests. Needs kubectl or kustomize.

  npm run kubernetes`

const render = async (): Promise<void> => {
  await mkdir(renderedFolder, { recursive: true })
  const digest = await sourceDigest()
  for (const [name, folder] of Object.entries(kustomizations)) {
    const rendered = await renderWithKustomize(folder)
    if (rendered === null) throw new Error('Neither kubectl nor kustomize is installed here.')
    await writeFile(renderedFile(name), `# Rendered by npm run kubernetes, from ${digest}\n${rendered}`)
    console.log(fileURLToPath(renderedFile(name)))
  }
}

await runCommand({ help, names: [], run: render })
