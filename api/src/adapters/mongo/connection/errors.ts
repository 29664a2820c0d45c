import { MongoBulkWriteError, MongoError, MongoInvalidArgumentError, MongoServerError } from 'mongodb'

import { StoreError, Unavailable } from '../../../stores/errors.ts'

const duplicateKey = 11_000
/** What the server calls wrong in itself: a value, its type, an operator, an index that is not there. Mistakes of ours. */
const mistakes: ReadonlySet<unknown> = new Set([
  2, 9, 14, 15, 27, 28, 40, 52, 56, 59, 66, 67, 72, 85, 86, 168,
])

/** Turns what the driver throws into what stores may throw. What a write did is then not known. */
export function asStoreError(error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof MongoError || isOfSocket(error))) return error
  const options = { cause: error }
  if (isMistake(error)) return new Error(`MongoDB refuses what it was asked: ${error.message}`, options)
  return new Unavailable('MongoDB is out of reach, or too slow to wait for.', options)
}

/** The driver hands on as it is what a socket says of a command written to a connection that has just broken. */
const isOfSocket = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error && 'errno' in error

const isMistake = (error: Error): boolean =>
  error instanceof MongoInvalidArgumentError ||
  (error instanceof MongoServerError && mistakes.has(error.code))

export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === duplicateKey

/**
 * Which documents of an insert the server refused one by one: those it did not write, mostly for a key
 * that is taken. An insert that failed in any other way as well, such as for want of confirmation by a
 * majority, is not known to have stored the others: it throws on.
 */
export function refusedBy(error: unknown): Set<number> {
  if (!(error instanceof MongoBulkWriteError)) throw error
  const writeErrors = [error.writeErrors].flat()
  if (writeErrors.length === 0 || writeErrors.some(({ code }) => mistakes.has(code))) throw error
  return new Set(writeErrors.map(({ index }) => index))
}
