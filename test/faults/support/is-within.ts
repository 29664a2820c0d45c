import { setTimeout as wait } from 'node:timers/promises'

/** Whether it comes to pass in time. */
export async function isWithin(limitMs: number, isDone: () => boolean | Promise<boolean>): Promise<boolean> {
  const endMs = performance.now() + limitMs
  while (!(await isDone())) {
    if (performance.now() > endMs) return false
    await wait(50)
  }
  return true
}
