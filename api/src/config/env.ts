import { existsSync, readFileSync } from 'node:fs'

import type { Setting } from './setting.ts'
import { settings } from './settings.ts'
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
  const values: Record<string, unknown> = {}
  for (const [key, setting] of Object.entries<Setting>(settings)) {
    try {
      values[key] = readSetting(setting, environment)
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      problems.push(error.message)
    }
  }
  if (problems.length > 0) throw new StartError(problems.join('\n'))
  // Each key has what its own setting made of the text.
  return { values: values as Values, inContainer: isContainer(environment) }
}

const readSetting = (setting: Setting, environment: Environment): unknown => {
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
