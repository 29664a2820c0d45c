import type { Test } from 'tap'

import { runScriptWith } from './script.ts'

interface Findings {
  readonly about: string
  readonly rows: Record<string, Record<string, number | null>>
  readonly goals: readonly { what: string; value: number | null; limit: string; isMet: boolean }[]
  readonly warnings: readonly string[]
}

interface Figures {
  readonly machine: Record<string, unknown>
  readonly results: Record<string, { readonly stores: string; readonly scenarios: Record<string, Findings> }>
}

/** As little as shows that it works. */
const small = '--connections 20 --messages 300 --clients 20 --typists 20'.split(' ')

const talked =
  'messagesPerSecond deliveriesPerSecond cpuMsPer1000Deliveries p50Ms p99Ms serverCpuPercent generatorBusyPercent'
const asked = 'answeredPerSecond p50Ms p99Ms'
const held = 'kibPerConnection residentMibBefore residentMibAfter'
const compared = {
  'bare ws': talked,
  'ws with SQLite': talked,
  Parley: talked,
  'Parley to bare ws': 'timesDeliveries timesCpu',
  'Parley to ws with SQLite': 'timesDeliveries timesCpu',
}

/** What each row must tell in figures. */
const promised: Record<string, Record<string, string>> = {
  directs: compared,
  groups: { ...compared, Parley: `${talked} generatorLateP99Ms` },
  idle: { 'bare ws': held, Parley: held },
  history: { 'of 300': asked },
  search: { '400 messages a second meanwhile': asked },
  login: {
    'sign-ins, the fastest': 'answeredPerSecond',
    'sign-ins, at random': asked,
    'other requests meanwhile': asked,
  },
  storm: { 'cut off to whole': 'p99Ms maxMs requestsEach serverCpuMs', 'sends meanwhile': 'p50Ms p99Ms' },
  typing: { 'sends meanwhile': 'p50Ms p99Ms typingFrames generatorBusyPercent' },
}

export interface ShortRun {
  readonly place: 'embedded' | 'servers'
  /** So long that something is answered even when the machine has much else to do. */
  readonly seconds: number
  readonly kinds: readonly string[]
  readonly settings: Record<string, string>
}

/** Runs it shortly, and looks for everything that it promises to tell. */
export async function benchTells(t: Test, { place, seconds, kinds, settings }: ShortRun): Promise<Figures> {
  const args = [...small, '--seconds', String(seconds), '--on', place, '--json', '--only', ...kinds]
  const { code, said, lamented } = await runScriptWith(settings, 'bench', ...args)
  if (code !== 0) throw new Error(lamented)
  const figures = JSON.parse(said) as Figures // what is missing is noticed below
  t.match(figures.machine, { cores: Number, memoryGib: Number, node: process.version, commit: String })
  t.strictSame(Object.keys(figures.results), [place])
  for (const kind of kinds) tells(t, kind, figures.results[place]?.scenarios[kind])
  for (const kind of kinds) t.ok(lamented.includes(`\n${kind}, ${place}: `), `there is a table of ${kind}`)
  return figures
}

function tells(t: Test, kind: string, findings: Findings | undefined): void {
  for (const [name, figures] of Object.entries(promised[kind] ?? {})) {
    const row = findings?.rows[name]
    const missing = figures.split(' ').filter((figure) => typeof row?.[figure] !== 'number')
    t.strictSame(missing, [], `${kind} tells all about ${name}`)
  }
  t.ok(findings && findings.goals.length > 0, `${kind} has a goal`)
  for (const goal of findings?.goals ?? []) {
    const [comparison, limit] = [goal.limit.slice(0, 8).trim(), Number(goal.limit.split(' ').at(-1))]
    const value = goal.value ?? NaN
    t.equal(goal.isMet, comparison === 'at most' ? value <= limit : value >= limit, `${kind}: ${goal.what}`)
  }
}
