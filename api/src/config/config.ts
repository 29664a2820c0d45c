import { resolve } from 'node:path'

import { limits } from '@parley/shared'

import { isLoopbackHost } from '../domain/network-address.ts'
import { accountLimitsBy, usualAccountLimits, usualRegistrationsPerHour } from './account-limits.ts'
import type { Read } from './env.ts'
import { usualFileLimits } from './file-limits.ts'
import { usualInstance } from './instance-settings.ts'
import { settings } from './settings.ts'
import { StartError } from './start-error.ts'

/** Every setting, after it was read and checked. Secrets are apart, in secrets.ts, so that this can be logged. */
export type Config = ReturnType<typeof configOf>

/** Where servers keep what else is in the data folder; null means there. Not in Config, as an address may hold a password. */
export type Servers = Readonly<ReturnType<typeof serversOf>>

export interface Secrets {
  /** At least one. The first encrypts and signs; the others still open what they made. */
  readonly sessionKeys: readonly string[]
}

const defaultPort = 3000
const defaultRequestsPerMinute = 3_000

/** @throws StartError when two settings contradict each other */
export const configOf = ({ values, inContainer }: Read, terminal: { readonly isTTY: boolean }) => {
  const config = {
    host: values.host ?? (inContainer ? '0.0.0.0' : '127.0.0.1'),
    port: values.port ?? defaultPort,
    dataDir: resolve(values.dataDir ?? 'data'),
    publicUrl: values.publicUrl ?? null,
    corsOrigins: values.corsOrigins ?? [],
    trustProxy: values.trustProxy ?? [],
    requestsPerMinute: values.requestsPerMinute ?? defaultRequestsPerMinute,
    framesPerTenSeconds: values.framesPerTenSeconds ?? limits.framesPerTenSecondsMax,
    registrationsPerHour: values.registrationsPerHour ?? usualRegistrationsPerHour,
    accountLimits: accountLimitsBy((name) => values[name] ?? usualAccountLimits[name]),
    fileLimits: {
      maxFileBytes: values.maxFileBytes ?? usualFileLimits.maxFileBytes,
      filesPerPersonBytes: values.filesPerPersonBytes ?? usualFileLimits.filesPerPersonBytes,
      freeDiskBytesMin: values.freeDiskBytesMin ?? usualFileLimits.freeDiskBytesMin,
    },
    instance: {
      name: values.instanceName ?? usualInstance.name,
      welcome: values.instanceWelcome ?? usualInstance.welcome,
      defaultGroups: values.defaultGroups ?? usualInstance.defaultGroups,
      peopleDirectory: values.peopleDirectory ?? usualInstance.peopleDirectory,
      registration: values.registration ?? usualInstance.registration,
    },
    logLevel: values.logLevel ?? (terminal.isTTY ? 'warn' : 'info'),
    metricsPort: values.metricsPort ?? null,
  }
  refuseContradictions(config)
  refuseInstancesApart(values)
  return Object.freeze(config)
}

/** Each instance would make a key of its own, and take the sessions of the others for forged. */
const refuseInstancesApart = ({ redisUrl, sessionKeys }: Read['values']): void => {
  if (redisUrl === undefined || sessionKeys !== undefined) return
  throw new StartError(
    `REDIS_URL is set, so that there may be several instances, and SESSION_KEYS is not: it takes ${settings.sessionKeys.allowed}, the same for all.`,
  )
}

/** @throws StartError when several instances would not have everything in common */
export const serversOf = ({ values }: Read) => {
  const { mysqlUrl = null, mongodbUrl = null, redisUrl = null } = values
  if (redisUrl !== null && (mysqlUrl === null || mongodbUrl === null)) {
    throw new StartError(
      'REDIS_URL is set, so that there may be several instances, and needs MYSQL_URL and MONGODB_URL: ' +
        'what is in DATA_DIR belongs to one instance.',
    )
  }
  return { mysqlUrl, mongodbUrl, redisUrl }
}

const refuseContradictions = ({ port, metricsPort, publicUrl, corsOrigins, trustProxy }: Config): void => {
  if (publicUrl?.protocol === 'https:' && trustProxy.length === 0) {
    throw new StartError(
      `PUBLIC_URL is "${publicUrl.origin}", so that a proxy must be in front, and TRUST_PROXY is not set: ` +
        `it takes ${settings.trustProxy.allowed}, namely the proxy's, or nobody could sign in.`,
    )
  }
  if (port === metricsPort) {
    throw new StartError(`PORT and METRICS_PORT are both ${port}: they must differ.`)
  }
  const insecure = corsOrigins.find(
    (origin) => origin.startsWith('http:') && publicUrl?.protocol === 'https:',
  )
  if (insecure !== undefined) {
    throw new StartError(
      `CORS_ORIGINS has "${insecure}" while PUBLIC_URL is "${publicUrl?.origin}": a client on plain http may not use an https API.`,
    )
  }
}

/** What is dangerous and may still be meant. */
export const warningsOf = ({ host, publicUrl }: Config): string[] =>
  isLoopbackHost(host) || publicUrl?.protocol === 'https:'
    ? []
    : [
        `HOST is "${host}" and PUBLIC_URL is not https: other machines can reach Parley, and passwords and messages ` +
          'cross the network unencrypted. Put it behind a proxy with https and set PUBLIC_URL, or set HOST to 127.0.0.1.',
      ]
