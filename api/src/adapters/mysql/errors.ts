import { Duplicate, StoreError, Unavailable } from '../../stores/errors.ts'
import { Undone } from '../sql/transaction.ts'

/** No answer came in time. What the server does with the statement is not known. */
export class TooLate extends Error {
  constructor() {
    super('No answer came in time.')
  }
}

/** What is known of a statement whose connection was lost: a read, or a part of what was never committed, did nothing. */
export type WhenLost = 'nothing was done' | 'anything may have been done'

const takenKeys: ReadonlySet<number> = new Set([1062, 1586])

/** The server rolled it back itself: waited too long for a lock, deadlock. */
const rolledBack: ReadonlySet<number> = new Set([1205, 1213])

/** It ended the connection: shutdown, network errors, killed, idle for too long, overtaken by another. */
const ended: ReadonlySet<number> = new Set([1053, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 3169, 4031])

/**
 * Too many connections (of all, of this user), blocked, access denied, no such database, disk or table full,
 * read only (three kinds), interrupted or stopped by a limit of its own, too many prepared statements.
 */
const away: ReadonlySet<number> = new Set([
  1040, 1203, 1226, 1129, 1044, 1045, 1049, 1021, 1114, 1290, 1792, 1836, 1317, 1969, 3024, 1461,
])

/** Values that do not fit and rows that others need: what SQLite calls a constraint. */
const constraints: ReadonlySet<number> = new Set([
  1048, 1216, 1217, 1264, 1364, 1366, 1406, 1451, 1452, 3819, 4025,
])

/** Turns what the driver reports into what stores may throw. */
export function asStoreError(error: unknown, whenLost: WhenLost): unknown {
  if (!(error instanceof Error) || error instanceof StoreError || isMisuse(error)) return error
  const options = { cause: error }
  if (isLost(error))
    return new (whenLost === 'nothing was done' ? Undone : Unavailable)(error.message, options)
  const number = numberOf(error)
  if (number === undefined || away.has(number)) return new Unavailable(error.message, options)
  if (rolledBack.has(number)) return new Undone(error.message, options)
  if (takenKeys.has(number)) return new Duplicate(error.message, options)
  if (constraints.has(number)) return new StoreError(error.message, options)
  return new Error(error.message, options)
}

/** After this the connection is of no use. */
export function isLost(error: Error): boolean {
  const number = numberOf(error)
  return !(error instanceof TooLate) && (number === undefined ? !isMisuse(error) : ended.has(number))
}

/** The table, the column or the index is there already. */
export function isMadeAlready(error: unknown): boolean {
  const number = error instanceof Error ? numberOf(error) : undefined
  return number === 1050 || number === 1060 || number === 1061
}

/** What the server itself answered has a number and a state; an error of the network has neither. */
function numberOf(error: Error): number | undefined {
  return 'sqlState' in error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined
}

/** The driver's refusal of a parameter: a mistake of ours. */
function isMisuse(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError
}
