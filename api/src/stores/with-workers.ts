/**
 * Works on so many items at a time. When one fails, no more are begun, and what has begun ends before this does.
 * @throws what the first one that failed did
 */
export async function withWorkers<Item>(
  items: readonly Item[],
  workers: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values() // one iterator for all workers: each item is taken once
  let hasFailed = false
  const work = async (): Promise<void> => {
    for (const item of rest) {
      if (hasFailed) return
      await task(item).catch((error: unknown) => {
        hasFailed = true
        throw error
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: Math.min(workers, items.length) }, work))
  const failed = ends.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}
