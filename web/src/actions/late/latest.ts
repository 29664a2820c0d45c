/** Of several calls, only the latest matters: each one aborts the one before. */
export function latestOnly<Args extends unknown[], Result>(
  call: (signal: AbortSignal, ...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  let last: AbortController | null = null
  return (...args) => {
    last?.abort()
    last = new AbortController()
    return call(last.signal, ...args)
  }
}
