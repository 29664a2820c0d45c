/** One page of a list; `next` is where the page after it begins, null on the last one. */
export interface Paged<Item, Position> {
  readonly items: Item[]
  readonly next: Position | null
}

/** @param rows at most one more than the limit: the one that shows that there is a next page */
export function paged<Row, Position>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): Paged<Row, Position> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? positionOf(last) : null }
}
