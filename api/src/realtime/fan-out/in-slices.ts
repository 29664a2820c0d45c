import { setTimeout } from 'node:timers/promises'

const slicesMax = 40

/** Runs the task for all items in slices, spread evenly over a time. */
export async function inSlices<Item>(
  items: readonly Item[],
  spreadMs: number,
  task: (slice: readonly Item[]) => Promise<void>,
): Promise<void> {
  const size = Math.max(1, Math.ceil(items.length / slicesMax))
  for (let from = 0; from < items.length; from += size) {
    await task(items.slice(from, from + size))
    await setTimeout(spreadMs / slicesMax)
  }
}
