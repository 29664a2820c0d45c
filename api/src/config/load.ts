import { configOf, serversOf, warningsOf, type Config, type Secrets, type Servers } from './config.ts'
import { readEnvironment } from './env.ts'
import { secretsOf } from './secrets.ts'

export interface Loaded {
  readonly config: Config
  readonly servers: Servers
  readonly warnings: readonly string[]
  /** To be called when the data folder is locked, because it may write there. */
  readonly secrets: () => Secrets
}

/** @throws StartError that names whatever is wrong */
export const loadConfig = (terminal: { readonly isTTY: boolean }): Loaded => {
  const environment = readEnvironment()
  const config = configOf(environment, terminal)
  return {
    config,
    servers: serversOf(environment),
    warnings: warningsOf(config),
    secrets: () => secretsOf(environment, config.dataDir),
  }
}
