import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

import { StartError } from '../config/start-error.ts'

/** The oldest versions without a known fault that an outsider could use or that could lose data. */
const floors = {
  /** node:sqlite before it was only an experiment. */
  node: '24.15.0',
  /** A WAL with two connections could be damaged before. */
  sqlite: '3.51.3',
  /** A connection reset during the handshake ended the process before. */
  '@fastify/websocket': '11.3.2',
  /** regenerate() left the old session alive before. */
  '@fastify/session': '11.1.3',
  /** Tiny fragments could exhaust the memory before. */
  ws: '8.21.0',
  /** A server in the place of ours could exhaust the memory with compressed packets before. */
  mysql2: '3.23.1',
} as const

type Name = keyof typeof floors
const names = Object.keys(floors) as Name[] // Object.keys forgets the keys of a const object

/** @throws StartError when something this process runs on is older than that */
export const assertFloors = (versionOf: (name: Name) => string = installedVersion): void => {
  for (const name of names) {
    const version = versionOf(name)
    if (!isAtLeast(version, floors[name])) {
      throw new StartError(
        `${name} is ${version}, and Parley needs at least ${floors[name]}: ${remedy(name)}.`,
      )
    }
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

export const isAtLeast = (version: string, floor: string): boolean => {
  const [found, needed] = [version, floor].map((text) =>
    text.split('.').map((part) => Number.parseInt(part, 10)),
  )
  const at = needed?.findIndex((part, index) => (found?.[index] ?? 0) !== part) ?? -1
  return at === -1 || (found?.[at] ?? 0) > (needed?.[at] ?? 0)
}
