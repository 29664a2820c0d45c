import { isIP } from 'node:net'

import { limits } from '@parley/shared'

import { readOrigin } from '../domain/network-address.ts'
import { accountLimitSettings, usualRegistrationsPerHour } from './account-limits.ts'
import { fileLimitSettings } from './file-limits.ts'
import { instanceSettings } from './instance-settings.ts'
import { numberIn, type Setting } from './setting.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
const keyLengthMin = 32

/** The parts of a list, or undefined when one of them is not allowed. */
const listOf = <Part>(
  text: string,
  parse: (part: string) => Part | undefined,
): readonly Part[] | undefined => {
  const parts = text.split(',').map((part) => parse(part.trim()))
  return parts.every((part) => part !== undefined) ? parts : undefined
}

/** A bare origin: anything behind the host would be promised and not kept. */
const webOrigin = (text: string): URL | undefined => {
  const origin = readOrigin(text.replace(/\/$/, ''))
  return origin === null ? undefined : new URL(origin)
}

const hostName = (text: string): string | undefined =>
  isIP(text) > 0 || /^(?!-)[A-Za-z0-9.-]{1,253}$/.test(text) ? text : undefined

const addressRange = (text: string): string | undefined => {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return undefined
  // A prefix of 0 believes everyone, who could then name any address as theirs.
  if (prefix === undefined || numberIn(prefix, 1, family === 4 ? 32 : 128) !== undefined) return text
  return undefined
}

const redisForm = /^rediss?:\/\/([^\s/?#@]+@)?[^\s/?#@]+(\/\d{0,2}|\/?\?cluster=true)?$/

/** A cluster has no numbered databases. Nothing else is read from an address, so nothing else may be in it. */
const redisAddress = (text: string): string | undefined =>
  redisForm.test(text) && URL.canParse(text) && isDecodable(text) ? text : undefined

const isDecodable = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== ''
  } catch {
    return false
  }
}

export const settings = {
  host: {
    name: 'HOST',
    meaning: 'The address to listen on.',
    allowed: 'an IP address or a host name of this machine, such as 127.0.0.1 or 0.0.0.0',
    byDefault: '127.0.0.1; 0.0.0.0 in a container',
    parse: hostName,
  },
  port: {
    name: 'PORT',
    meaning: 'The port to listen on.',
    allowed: 'a whole number from 0 to 65535, where 0 takes any free port',
    byDefault: '3000',
    parse: (text) => numberIn(text, 0, 65_535),
  },
  dataDir: {
    name: 'DATA_DIR',
    meaning: 'The folder that keeps everything. Made when it is missing.',
    allowed: 'a folder on a local disk that this user may write to',
    byDefault: './data',
    parse: (text) => (text.includes('\0') ? undefined : text),
  },
  publicUrl: {
    name: 'PUBLIC_URL',
    meaning: 'Where people reach this instance, when it is not at its own address: behind a proxy, say.',
    allowed: 'an origin such as https://chat.example.org, without a path',
    byDefault: 'not set',
    parse: webOrigin,
  },
  corsOrigins: {
    name: 'CORS_ORIGINS',
    meaning: 'Web clients that are hosted elsewhere and may use this API.',
    allowed: 'exact origins such as https://app.example.org, separated by commas',
    byDefault: 'none',
    parse: (text) => listOf(text, (part) => webOrigin(part)?.origin),
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    meaning: 'Proxies whose X-Forwarded-* headers are believed.',
    allowed: 'IP addresses or CIDR ranges such as 10.0.0.0/8, separated by commas',
    byDefault: 'none',
    parse: (text) => listOf(text, addressRange),
  },
  requestsPerMinute: {
    name: 'REQUESTS_PER_MINUTE',
    meaning:
      'How many requests one address, and one account, may make. Generous, because a whole school may share one.',
    allowed: 'a whole number from 60 to 999999',
    byDefault: '3000',
    parse: (text) => numberIn(text, 60, 999_999),
  },
  framesPerTenSeconds: {
    name: 'FRAMES_PER_TEN_SECONDS',
    meaning: 'How many frames one account may send over all its realtime connections; more close them.',
    allowed: 'a whole number from 50 to 999999',
    byDefault: String(limits.framesPerTenSecondsMax),
    parse: (text) => numberIn(text, 50, 999_999),
  },
  registrationsPerHour: {
    name: 'REGISTRATIONS_PER_HOUR',
    meaning:
      'How many may register from one address, counting those who did not succeed; more wait, longer and longer.',
    allowed: 'a whole number from 1 to 999999',
    byDefault: String(usualRegistrationsPerHour),
    parse: (text) => numberIn(text, 1, 999_999),
  },
  ...accountLimitSettings,
  ...fileLimitSettings,
  ...instanceSettings,
  logLevel: {
    name: 'LOG_LEVEL',
    meaning: 'How much to log, as JSON lines on standard error.',
    allowed: logLevels.join(', '),
    byDefault: 'info; warn when it writes to a terminal',
    parse: (text) => logLevels.find((level) => level === text),
  },
  metricsPort: {
    name: 'METRICS_PORT',
    meaning: 'The port on which /metrics answers, for Prometheus. Keep it from the public.',
    allowed: 'a whole number from 1 to 65535, other than PORT',
    byDefault: 'not set: no metrics',
    parse: (text) => numberIn(text, 1, 65_535),
  },
  mysqlUrl: {
    name: 'MYSQL_URL',
    secret: true,
    meaning: 'The MySQL (8.4 or later) or MariaDB (10.11 or later) that keeps accounts and conversations.',
    allowed: 'an address with a database, such as mysqls://user:password@host:3306/parley',
    byDefault: 'not set: accounts are in DATA_DIR',
    parse: (text) => (/^mysqls?:\/\/[^\s/]*\/[\w%-]{1,64}(\?\S*)?$/.test(text) ? text : undefined),
  },
  mongodbUrl: {
    name: 'MONGODB_URL',
    secret: true,
    meaning: 'The MongoDB, 7 or later, that keeps the messages instead of a file in DATA_DIR.',
    allowed: 'an address with a database, such as mongodb://user:password@host:27017/parley',
    byDefault: 'not set: messages are in DATA_DIR',
    parse: (text) => (/^mongodb(\+srv)?:\/\/[^\s/]+\/[\w-]{1,63}(\?\S*)?$/.test(text) ? text : undefined),
  },
  redisUrl: {
    name: 'REDIS_URL',
    secret: true,
    meaning:
      'The Redis, 6.2 or later, over which several instances work as one. Needs MYSQL_URL and MONGODB_URL.',
    allowed:
      'an address such as redis://user:password@host:6379/0, with rediss: for TLS, and ?cluster=true for a Redis Cluster (7 or later)',
    byDefault: 'not set: this instance is the only one',
    parse: redisAddress,
  },
  sessionKeys: {
    name: 'SESSION_KEYS',
    secret: true,
    meaning: 'Encrypt and sign sessions. The first is used; the others still open what they made.',
    allowed: `keys of at least ${keyLengthMin} characters, separated by commas`,
    byDefault: 'generated once, into DATA_DIR/secrets.json',
    parse: (text) => listOf(text, (part) => (part.length >= keyLengthMin ? part : undefined)),
  },
} satisfies Record<string, Setting>
