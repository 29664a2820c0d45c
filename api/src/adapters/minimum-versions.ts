/** Of what the process runs on: without a known fault that an outsider could use or that could lose data. */
export const minimumVersions = {
  /** node:sqlite before it was only an experiment. */
  node: '24.15.0',
  /** A WAL with two connections could be damaged before, by a checkpoint at the moment of a reset. */
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

/** Of the servers, which say theirs when they are asked. */
export const minimumServerVersions = { MySQL: '8.4', MariaDB: '10.11' } as const

/** By number, as far as the minimum goes. */
export const isAtLeast = (version: string, minimum: string): boolean => {
  const found = numbersOf(version)
  const needed = numbersOf(minimum)
  const at = needed.findIndex((part, index) => (found[index] ?? 0) !== part)
  return at === -1 || (found[at] ?? 0) > (needed[at] ?? 0)
}

const numbersOf = (version: string): number[] => version.split('.').map((part) => Number.parseInt(part, 10))
