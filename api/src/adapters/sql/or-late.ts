/** @throws what `late` makes when there is no answer after so long; one that comes later is dropped */
export async function orLate<Result>(
  limitMs: number,
  ask: () => Promise<Result>,
  late: () => Error,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), limitMs)
  try {
    return await Promise.race([ask(), promise])
  } finally {
    clearTimeout(timer)
  }
}
