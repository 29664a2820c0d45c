import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

import { StartError } from '../config/start-error.ts'
import { isAtLeast, minimumVersions } from '../adapters/minimum-versions.ts'

type Name = keyof typeof minimumVersions
const names = Object.keys(minimumVersions) as Name[] // Object.keys forgets the keys of a const object

/** @throws StartError when something that this process runs on is too old */
export const assertMinimumVersions = (versionOf: (name: Name) => string = installedVersion): void => {
  for (const name of names) {
    const [version, minimum] = [versionOf(name), minimumVersions[name]]
    if (isAtLeast(version, minimum)) continue
    throw new StartError(`${name} is ${version}, and Parley needs at least ${minimum}: ${remedy(name)}.`)
  }
}

const remedy = (name: Name): string =>
  name === 'node' || name === 'sqlite' ? 'update Node.js' : 'run npm ci'

const installedVersion = (name: Name): string => {
  if (name === 'node' || name === 'sqlite') return process.versions[name] ?? '0'
  const path = findPackageJSON(name, import.meta.url)
  const content: unknown = path === undefined ? null : JSON.parse(readFileSync(path, 'utf8'))
  const isNamed = typeof content === 'object' && content !== null && 'version' in content
  return isNamed ? String(content.version) : '0'
}
