import { setTimeout } from 'node:timers/promises'

/** Only for who waits in vain: on a busy machine, what does come takes its time. */
const limitMs = 30_000

/** Waits for what other parts do in their own time; also while timers stand still. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const startMs = performance.now()
  while (!(await condition())) {
    if (performance.now() - startMs > limitMs) throw new Error(`Waited in vain until ${what}.`)
    await setTimeout(2)
  }
}
