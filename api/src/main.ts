import { buildApp } from './app.ts'
import { banner, couldNotStart } from './process/banner.ts'
import { compose } from './compose.ts'
import { loadConfig } from './config/load.ts'
import { runCommand } from './process/command.ts'
import { inDataFolder, openDataFolder } from './process/data-folder.ts'
import { assertMinimumVersions } from './process/installed-versions.ts'
import { explainListening, listen } from './process/listen.ts'
import { createLogger } from './process/logger.ts'
import { Shutdown, untilProxiesNotice } from './process/shutdown.ts'
import { startSweeper } from './process/sweeper.ts'

export const main = async (): Promise<void> => {
  process.umask(0o077) // whatever it writes is its owner's alone
  try {
    await start()
  } catch (error) {
    process.stderr.write(couldNotStart(error))
    process.exit(1) // the system closes what was opened; nothing was acknowledged yet
  }
}

const start = async (): Promise<void> => {
  assertMinimumVersions()
  const { config, servers, warnings, secrets } = loadConfig({ isTTY: process.stderr.isTTY })
  const logger = createLogger(config.logLevel)
  for (const warning of warnings) process.stderr.write(`\nWARNING: ${warning}\n\n`)

  const shutdown = new Shutdown(logger)
  const release = openDataFolder(config.dataDir)
  shutdown.add('the data folder', async () => release())
  const sessionSecrets = await inDataFolder(config.dataDir, secrets)
  const parts = await inDataFolder(config.dataDir, () => compose({ ...config, ...servers }, logger))
  shutdown.add('the stores', () => parts.close())
  shutdown.add('the sweeper', startSweeper(parts))
  if (config.metricsPort !== null) {
    const { startMetricsServer } = await import('./adapters/prometheus/metrics-server.ts')
    const place = { host: config.host, port: config.metricsPort }
    const server = await explainListening('METRICS_PORT', place, startMetricsServer(parts.metrics, place))
    shutdown.add('the metrics', () => server.close())
  }
  const app = await buildApp({
    config,
    secrets: sessionSecrets,
    parts,
    logger,
    isAccepting: () => shutdown.isAccepting,
  })
  shutdown.add('the connections', () => app.close())
  if (config.trustProxy.length > 0) shutdown.add('the notice to proxies', untilProxiesNotice)
  shutdown.onSignals()
  process.stdout.write(banner(await listen(app, config), config, servers))
}

const help = `Runs the server of Parley.

  node api/src/main.ts

It takes no arguments: its settings come from the environment, and docs/self-hosting.md has each of them.`

if (import.meta.main) await runCommand({ help, names: [], run: main })
