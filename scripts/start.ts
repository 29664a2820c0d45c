import { runCommand } from '../api/src/process/command.ts'
import { build, isStale } from '../web/build.ts'

const help = `Builds the web client where it is missing or older than its source, and runs the server.

  npm start

It takes no arguments: the settings come from the environment, and docs/self-hosting.md has each of them.`

const start = async (): Promise<void> => {
  if (await isStale()) await build()
  const { main } = await import('../api/src/main.ts')
  await main()
}

await runCommand({ help, names: [], umask: process.umask(), run: start })
