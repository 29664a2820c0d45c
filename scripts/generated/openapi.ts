import { runCommand } from '../../api/src/process/command.ts'

const help = `Writes openapi.yaml from the routes.

  npm run openapi`

const run = async (): Promise<void> => {
  const { writeOpenapi } = await import('./openapi-file.ts') // all of the server
  await writeOpenapi()
  console.log('openapi.yaml is written.')
}

await runCommand({ help, names: [], run })
