/**
 * Asks nothing when no time is left to answer, since that would only be a question more for a slow server.
 * @throws what `late` makes when there is no answer after so long; one that comes later is dropped
 */
export async function withTimeout<Result>(
  limitMs: number,
  ask: () => Promise<Result>,
  late: () => Error,
): Promise<Result> {
  if (limitMs <= 0) throw late()
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), limitMs)
  try {
    return await Promise.race([ask(), promise])
  } finally {
    clearTimeout(timer)
  }
}
