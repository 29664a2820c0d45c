import type { ChildProcess } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'

import { until } from '../until.ts'

/**
 * Resolves when a process stands still. The signal alone is not enough: each of its threads stops when the
 * scheduler next looks at it, and until then one may still answer.
 */
export async function standStill(child: ChildProcess | null): Promise<void> {
  if (child?.pid === undefined || !child.kill('SIGSTOP')) return
  await untilStill(child.pid)
}

/** Resolves when a process that was told to does so. */
export async function untilStill(pid: number): Promise<void> {
  await until(async () => (await statesOf(pid)).every((state) => state === 'T'), 'it stands still')
}

/** Of its threads, as the kernel has them: a letter behind the name in brackets. */
async function statesOf(pid: number): Promise<(string | undefined)[]> {
  const threads = await readdir(`/proc/${pid}/task`)
  // A thread that ends meanwhile has no state, and the others are looked at again.
  const stats = await Promise.all(
    threads.map((id) => readFile(`/proc/${pid}/task/${id}/stat`, 'utf8').catch(() => '')),
  )
  return stats.map((stat) => stat.split(') ').at(-1)?.[0])
}
