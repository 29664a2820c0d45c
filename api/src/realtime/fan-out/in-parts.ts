import { setTimeout } from 'node:timers/promises'

/** Runs the task for every item, so many at a time. */
export async function withWorkers<Item>(
  items: readonly Item[],
  workers: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  const work = async (): Promise<void> => {
    for (const item of rest) await task(item) // one iterator for all workers: each item is taken once
  }
  await Promise.all(Array.from({ length: workers }, work))
}

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
