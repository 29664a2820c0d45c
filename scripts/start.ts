import { build, isStale } from '../web/build.ts'

/** Builds the web client where it is missing or older than its source, and runs the server. */
export const start = async (): Promise<void> => {
  if (await isStale()) await build()
  const { main } = await import('../api/src/main.ts')
  await main()
}
