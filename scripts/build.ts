import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildServer } from '../api/build.ts'
import { runCommand } from '../api/src/process/command.ts'
import { build, hostedApart, ownClient } from '../web/build.ts'

const help = `Builds the web client into web/dist, from where the server sends it, and the server into api/dist. With
PARLEY_API_URL set, it builds the client alone, for a server at that address: into web/dist-hosted, for a host of its
own, which no other command touches.

  npm run build
  PARLEY_API_URL=https://api.example.org npm run build`

const run = async (): Promise<void> => {
  const apiUrl = process.env['PARLEY_API_URL'] ?? ''
  const options = apiUrl === '' ? ownClient : hostedApart(apiUrl)
  const { initial, total } = await build(options)
  const folder = relative(fileURLToPath(new URL('..', import.meta.url)), options.outDir)
  console.log(
    `${folder} is built: it starts with ${kilobytes(initial)} of JavaScript (gzip), of ${kilobytes(total)}.`,
  )
  if (options !== ownClient) return
  await buildServer()
  console.log('api/dist is built.')
}

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`

await runCommand({ help, names: [], umask: process.umask(), run })
