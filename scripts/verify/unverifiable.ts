import { HttpRefusal } from '../delivery/api-session.ts'

/** Why a deployment could not be verified, in a sentence for who asked. */
export class Unverifiable extends Error {}

/** Of a call that failed. */
export function reasonOf(error: unknown): string {
  if (error instanceof HttpRefusal) return `the server answered ${error.message}`
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return error.message === '' ? code : error.message // that of several failed connections has no message
}

export const interrupted = (): Unverifiable => new Unverifiable('It was interrupted.')

/** @throws Unverifiable */
export function stopIf(signal: AbortSignal): void {
  if (signal.aborted) throw interrupted()
}
