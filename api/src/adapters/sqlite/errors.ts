import { Duplicate, StoreError, Unavailable } from '../../stores/errors.ts'

const busy = 5
const constraint = 19
const takenKeys: ReadonlySet<number> = new Set([1555, 2067]) // primary key, unique
/** SQL that is wrong, a type that does not fit, a misuse, a range: mistakes of ours. */
const mistakes: ReadonlySet<number> = new Set([1, 20, 21, 25])

/** Turns what the database's thread reports into what stores may throw. */
export function asStoreError(error: unknown): unknown {
  if (!(error instanceof Unavailable) || !isReport(error.cause)) return error
  const code = error.cause.errcode
  const options = { cause: error }
  // Without a code it is no answer of SQLite at all, such as a value that it cannot take.
  if (code === undefined || mistakes.has(code & 0xff)) return new Error(error.message, options)
  if (takenKeys.has(code)) return new Duplicate(error.message, options)
  return (code & 0xff) === constraint ? new StoreError(error.message, options) : error
}

function isReport(cause: unknown): cause is { readonly errcode: number | undefined } {
  return typeof cause === 'object' && cause !== null && 'errcode' in cause && !(cause instanceof Error)
}

/** Another connection has the lock. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === busy
