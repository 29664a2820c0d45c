export const toMs = (instant: Date): number => instant.getTime()
export const toDate = (ms: number): Date => new Date(ms)
export const toDateOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
/** As on the wire. */
export const toInstantOrNull = (ms: number | null): string | null => toDateOrNull(ms)?.toISOString() ?? null
