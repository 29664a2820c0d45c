/** Named figures, with their units in their names. NaN, in JSON null, where there is none. */
export type Row = Readonly<Record<string, number>>

export interface Goal {
  readonly what: string
  readonly value: number
  readonly limit: string
  readonly isMet: boolean
}

/** What a scenario has found. */
export interface Findings {
  readonly about: string
  readonly rows: Readonly<Record<string, Row>>
  readonly goals: readonly Goal[]
  /** Why figures may not be what they seem. */
  readonly warnings: readonly string[]
}

export const atMost = (what: string, value: number, limit: number): Goal => ({
  what,
  value,
  limit: `at most ${limit}`,
  isMet: value <= limit,
})

export const atLeast = (what: string, value: number, limit: number): Goal => ({
  what,
  value,
  limit: `at least ${limit}`,
  isMet: value >= limit,
})

export function printFindings(title: string, { about, rows, goals, warnings }: Findings, to: Console): void {
  to.log(`\n${title}: ${about}`)
  to.table(mapValues(rows, (row) => mapValues(row, shown)))
  for (const { what, value, limit, isMet } of goals) {
    to.log(`  ${isMet ? 'met   ' : 'MISSED'}  ${what}: ${rounded(value)}, ${limit}`)
  }
  for (const warning of warnings) to.log(`  DOUBTFUL  ${warning}`)
}

const shown = (value: number): number | string => (Number.isNaN(value) ? '' : rounded(value))

const rounded = (value: number): number => Number(value.toPrecision(4))

const mapValues = <In, Out>(
  source: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> =>
  Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]))
