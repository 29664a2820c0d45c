import { networkInterfaces } from 'node:os'

import type { Config, Servers } from '../config/config.ts'
import { StartError } from '../config/start-error.ts'

/** What the person who started it wants to know: where it is, what it keeps where, and how to stop it. */
export const banner = (
  address: string,
  { host, publicUrl, dataDir, metricsPort }: Config,
  servers: Servers,
): string =>
  [
    `Parley runs at ${publicUrl?.origin ?? address}`,
    ...(publicUrl ? [`  It listens on ${address}.`] : inTheNetwork(host, new URL(address).port)),
    `  ${storage(dataDir, servers)}`,
    ...(servers.redisUrl === null ? [] : ['  It works with the other instances that use the same Redis.']),
    `  Its API is described at ${address}/docs.`,
    ...(metricsPort === null ? [] : [`  Metrics are on port ${metricsPort}, at /metrics.`]),
    '  Stop it with Ctrl+C.',
    '',
  ].join('\n')

/** What the person can do something about in a sentence, and all else as it is. */
export const couldNotStart = (error: unknown): string => {
  if (error instanceof StartError) return `${error.message}\n`
  return `Parley could not start. ${error instanceof Error ? String(error.stack) : String(error)}\n`
}

const storage = (dataDir: string, { mysqlUrl, mongodbUrl }: Servers): string => {
  const own = `${dataDir}, in SQLite`
  if (mysqlUrl === null && mongodbUrl === null)
    return `It keeps everything (accounts, messages, secrets) in ${own}.`
  const accounts = mysqlUrl === null ? own : 'MySQL'
  const messages = mongodbUrl === null ? own : 'MongoDB'
  return `It keeps accounts in ${accounts}; messages in ${messages}; secrets in ${dataDir}.`
}

/** Who listens everywhere wants to tell others where: the first address that is not this machine's own. */
const inTheNetwork = (host: string, port: string): string[] => {
  if (host !== '0.0.0.0' && host !== '::') return []
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
  const other = all.find(({ family, internal }) => family === 'IPv4' && !internal)
  return other ? [`  Others in your network reach it at http://${other.address}:${port}.`] : []
}
