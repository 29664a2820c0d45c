import { existsSync, readFileSync } from 'node:fs'

import { settings, type Setting } from './settings.ts'
import { StartError } from './start-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

type Settings = typeof settings
type Values = { [Key in keyof Settings]: ReturnType<Settings[Key]['parse']> }

/** What the environment says; undefined where it says nothing. */
export interface Read {
  readonly values: Values
  readonly inContainer: boolean
}

/** The only reader of process.env. @throws StartError that names every setting that is wrong */
export const readEnvironment = (environment: Environment = process.env): Read => {
  const problems: string[] = []
  const read = <Value>(setting: Setting<Value>): Value | undefined => {
    try {
      return readSetting(setting, environment)
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      problems.push(error.message)
      return undefined
    }
  }
  const values: Values = {
    host: read(settings.host),
    port: read(settings.port),
    dataDir: read(settings.dataDir),
    publicUrl: read(settings.publicUrl),
    corsOrigins: read(settings.corsOrigins),
    trustProxy: read(settings.trustProxy),
    requestsPerMinute: read(settings.requestsPerMinute),
    framesPerTenSeconds: read(settings.framesPerTenSeconds),
    logLevel: read(settings.logLevel),
    metricsPort: read(settings.metricsPort),
    mysqlUrl: read(settings.mysqlUrl),
    mongodbUrl: read(settings.mongodbUrl),
    redisUrl: read(settings.redisUrl),
    sessionKeys: read(settings.sessionKeys),
  }
  if (problems.length > 0) throw new StartError(problems.join('\n'))
  return { values, inContainer: isContainer(environment) }
}

const readSetting = <Value>(setting: Setting<Value>, environment: Environment): Value | undefined => {
  const text = setting.secret ? secretText(setting.name, environment) : environment[setting.name]
  if (text === undefined || text === '') return undefined
  const value = setting.parse(text)
  if (value !== undefined) return value
  const shown = setting.secret ? '' : ` is ${JSON.stringify(text)}, which`
  throw new StartError(`${setting.name}${shown} is not allowed: it takes ${setting.allowed}.`)
}

/** A secret may also stand in a file, where a list of processes does not show it. */
const secretText = (name: string, environment: Environment): string | undefined => {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name]
  if (environment[name])
    throw new StartError(`${name} and ${name}_FILE are both set: only one of them may be.`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new StartError(
      `${name}_FILE is ${JSON.stringify(file)}, which cannot be read: it takes the path of a file.`,
    )
  }
}

const isContainer = (environment: Environment): boolean =>
  environment['KUBERNETES_SERVICE_HOST'] !== undefined ||
  existsSync('/.dockerenv') ||
  existsSync('/run/.containerenv')
