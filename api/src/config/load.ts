import { configOf, serversOf, warningsOf } from './config.ts'
import { readEnvironment } from './env.ts'
import { secretsOf } from './secrets.ts'

/** @throws StartError that names whatever is wrong */
export const loadConfig = (terminal: { readonly isTTY: boolean }) => {
  const environment = readEnvironment()
  const config = configOf(environment, terminal)
  return {
    config,
    servers: serversOf(environment),
    warnings: warningsOf(config),
    /** To be called when the data folder is locked, because it may write there. */
    secrets: () => secretsOf(environment, config.dataDir),
  }
}
