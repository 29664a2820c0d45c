import { randomUUID } from 'node:crypto'

import type { SignedIn } from '@parley/shared'
import type { FastifyInstance } from 'fastify'

import { buildApp, type AppOptions } from '../../../api/src/app.ts'
import { compose, type Parts, type Ports } from '../../../api/src/compose.ts'
import { usualFileLimits } from '../../../api/src/config/file-limits.ts'
import { usualInstance } from '../../../api/src/config/instance-settings.ts'
import type { Config, Servers } from '../../../api/src/config/config.ts'
import type { Places } from '../../../api/src/open-stores.ts'
import { cheapHasher } from './cheap-hasher.ts'
import { cookieOf } from './cookie-of.ts'
import { Hearing } from '../browser/hearing.ts'
import { silentLog } from './log.ts'
import { roomyLimits } from '../roomy-limits.ts'
import { newPlaces, type Teardown } from '../databases/stores.ts'
import { validateReplies } from './validate-replies.ts'

/** Where the tests' own client is served from. */
export const origin = 'http://parley.test'

export interface TestApp extends FastifyInstance {
  parts: Parts
  places: Places
}

/** What a test wants to be different: settings, ports (a clock in hand), limits. */
export interface Overrides extends Partial<Omit<AppOptions, 'config' | 'parts' | 'secrets'>> {
  config?: Partial<Config>
  servers?: Partial<Servers>
  ports?: Partial<Ports>
}

const testSecrets = { sessionKeys: ['a test key of at least thirty-two characters'] }

export const testConfig = (dataDir: string, overrides: Partial<Config> = {}): Config => ({
  host: '127.0.0.1',
  port: 0,
  dataDir,
  publicUrl: new URL(origin),
  corsOrigins: [],
  trustProxy: [],
  requestsPerMinute: 3_000,
  framesPerTenSeconds: 600,
  registrationsPerHour: 40,
  accountLimits: roomyLimits,
  fileLimits: { ...usualFileLimits, freeDiskBytesMin: 0 },
  instance: usualInstance,
  logLevel: 'silent',
  metricsPort: null,
  ...overrides,
})

/**
 * The real application over stores of its own, where a password costs little. Every `inject` reply is held
 * against the description of the API.
 */
export const buildTestApp = async (t: Teardown, overrides: Overrides = {}): Promise<TestApp> => {
  const { config: changes = {}, servers, ports = {}, logger = silentLog, ...rest } = overrides
  const places = changes.dataDir === undefined ? await newPlaces(t) : { dataDir: changes.dataDir }
  const config = testConfig(places.dataDir, changes)
  const apart = places.redisUrl ? { redisPrefix: randomUUID() } : {}
  const own = { hasher: cheapHasher(), ...apart, ...ports }
  const parts = await compose({ ...config, ...places, ...servers }, logger, own)
  const app = await buildApp({ ...rest, config, secrets: testSecrets, parts, logger })
  t.teardown(async () => {
    await app.close()
    await parts.close()
  })
  if (places.redisUrl) await new Hearing(parts.bus).begins()
  await app.ready()
  validateReplies(app)
  return Object.assign(app, { parts, places })
}

export interface Person extends SignedIn {
  password: string
  /** As a Cookie header carries it. */
  cookie: string
  /** For `inject`: the cookie, and the origin that changes need. */
  headers: { cookie: string; origin: string; host: string }
}

export const testPassword = 'a sentence nobody else has'

/** Registers someone, who is signed in then. */
export const signUp = async (app: FastifyInstance, username: string): Promise<Person> => {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/accounts',
    headers: anonymous,
    remoteAddress: nextAddress(),
    payload: { username, password: testPassword, displayName: nameOf(username) },
  })
  if (reply.statusCode !== 201) throw new Error(`${username} could not register: ${reply.body}`)
  const cookie = cookieOf(reply.headers['set-cookie'])
  const signedIn: SignedIn = reply.json()
  return { ...signedIn, password: testPassword, cookie, headers: { ...anonymous, cookie } }
}

/** The headers of someone who is not signed in. */
export const anonymous = { origin, host: new URL(origin).host }

const nameOf = (username: string): string => `${username.slice(0, 1).toUpperCase()}${username.slice(1)}`

let people = 0
/** Everyone registers from elsewhere, so that the throttle of one address is not met by accident. */
const nextAddress = (): string => {
  people += 1
  return `10.0.${people >> 8}.${people & 255}`
}
