import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

import type { Secrets } from './config.ts'
import type { Read } from './env.ts'
import { StartError } from './start-error.ts'

const keyBytes = 32
const ownerOnly = 0o600

const File = Compile(
  Type.Object({ sessionKeys: Type.Array(Type.String({ minLength: keyBytes }), { minItems: 1 }) }),
)

/** Those of the environment, or those that were generated at the first start. Who calls holds the data folder's lock. */
export const secretsOf = ({ values }: Read, dataDir: string): Secrets => {
  if (values.sessionKeys) return { sessionKeys: values.sessionKeys }
  const path = join(dataDir, 'secrets.json')
  return readSecrets(path) ?? generateSecrets(path)
}

const readSecrets = (path: string): Secrets | null => {
  const text = readIfThere(path)
  if (text === null) return null
  const content = parsed(text)
  if (File.Check(content)) return { sessionKeys: content.sessionKeys }
  // A new key would end every session in silence, so a damaged file is for a person to look at.
  throw new StartError(
    `The file ${path} holds no session keys: restore it, or delete it, which signs everyone out.`,
  )
}

const readIfThere = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw new StartError(`The file ${path} cannot be read: this user must be allowed to.`)
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Renamed into place when it is complete, so that a crash leaves either no file or a good one. */
const generateSecrets = (path: string): Secrets => {
  const secrets = { sessionKeys: [randomBytes(keyBytes).toString('base64url')] }
  const unfinished = `${path}.new`
  writeFileSync(unfinished, `${JSON.stringify(secrets)}\n`, { mode: ownerOnly, flush: true })
  renameSync(unfinished, path)
  return secrets
}
