import { execFileSync } from 'node:child_process'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

import { isInMemory } from './places.ts'
import { isPinned } from './process.ts'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGib: number
  readonly node: string
  readonly commit: string
  /** Whether a server has a core of its own. */
  readonly isPinned: boolean
  readonly loadAtStart: number
}

export function thisMachine(): Machine {
  const cores = availableParallelism()
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    commit: commit(),
    isPinned,
    loadAtStart: loadavg()[0] ?? 0,
  }
}

/** Why no figure of this run is one of a quiet machine with a disk. */
export async function doubtsAbout({ cores, loadAtStart, isPinned }: Machine): Promise<string[]> {
  return [
    ...(loadAtStart > cores / 2
      ? [`Something else runs on this machine: its load is ${loadAtStart.toFixed(1)}.`]
      : []),
    ...(isPinned ? [] : ['The servers share their cores with the load: there is one core, or no taskset.']),
    ...((await isInMemory())
      ? [
          'The folder for temporary files is in memory: set TMPDIR to one on a disk, or no commit waits for it.',
        ]
      : []),
  ]
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: import.meta.dirname,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  try {
    const isChanged = git('status', '--porcelain', '--untracked-files=no') !== ''
    return `${git('rev-parse', '--short', 'HEAD').trim()}${isChanged ? ', changed' : ''}`
  } catch {
    return 'unknown'
  }
}
