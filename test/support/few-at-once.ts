const few = 10

/** Much to do for a store, which is quicker than one after the other, and keeps none waiting longer than it may. */
export async function fewAtOnce<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += few) await Promise.all(items.slice(at, at + few).map(work))
}
