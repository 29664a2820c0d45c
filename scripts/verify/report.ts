import { breachesByInvariant, invariants, type Invariant } from '../delivery/checker.ts'
import type { Run } from '../delivery/records.ts'
import { ackLatency, receiveLatency, type Latency } from './latency.ts'
import type { VerifyOptions } from './options.ts'
import type { Verification } from './verify.ts'

/** Of each invariant, so that a report can be read. */
const examplesMax = 5

export type Report = ReturnType<typeof reportOf>

/** What there is to say of a verification, for programs. */
export function reportOf({ urls, seconds, rate, seed }: VerifyOptions, { run, reason, left }: Verification) {
  const asked = { urls, seconds, rate, seed }
  if (!run) return { verdict: 'not run' as const, reason, ...asked, left }
  const breaches = breachesByInvariant(run)
  return {
    verdict: breaches.size === 0 ? ('whole' as const) : ('broken' as const),
    ...asked,
    ...countsOf(run),
    breaches: Object.fromEntries([...breaches].map(([id, found]) => [id, found.length])),
    examples: Object.fromEntries([...breaches].map(([id, found]) => [id, found.slice(0, examplesMax)])),
    convergenceMs: run.convergenceMs === null ? null : Math.round(run.convergenceMs),
    sendToAckMs: ackLatency(run),
    sendToReceiveMs: receiveLatency(run),
    left,
  }
}

const countsOf = ({ sends, marks, observations, clients, history }: Run) => ({
  messages: sends.length,
  acknowledged: sends.filter(({ acks }) => acks.length > 0).length,
  repeated: sends.filter(({ attempts }) => attempts > 1).length,
  changes: sends.reduce((sum, { changes }) => sum + changes.length, 0),
  marks: marks.length,
  groups: history.size,
  clients: clients.length,
  observations: observations.length,
})

/** The same for people. */
export function sentencesOf(report: Report): string[] {
  if (report.verdict === 'not run')
    return [`Nothing was verified. ${report.reason}`, ...leftovers(report.left)]
  const { messages, acknowledged, repeated, changes, marks, groups, clients, observations } = report
  const { convergenceMs } = report
  return [
    `The delivery contract was ${report.verdict === 'whole' ? 'kept' : 'BROKEN'}.`,
    '',
    `  ${messages} messages in ${groups} groups: ${acknowledged} acknowledged, ${repeated} sent more than once, ${changes} edits and deletions, ${marks} reactions and pins`,
    `  ${observations} observations by ${clients} clients`,
    '',
    ...Object.entries(invariants).map(([id, name]) => row(name, String(countOf(report.breaches, id)))),
    '',
    row('until all held the same', convergenceMs === null ? 'not in time' : `${convergenceMs} ms`),
    row('send to acknowledgement', describe(report.sendToAckMs)),
    row('send to receipt by others', describe(report.sendToReceiveMs)),
    ...Object.entries(report.examples).flatMap(([id, found]) => ['', ...found.map((one) => `${id} ${one}`)]),
    ...leftovers(report.left),
  ]
}

const countOf = (breaches: Record<string, number>, id: string): number => breaches[id as Invariant] ?? 0

const row = (name: string, value: string): string => `  ${name.padEnd(26)} ${value}`

const describe = ({ p50, p99, count }: Latency): string =>
  count === 0 ? 'not measured' : `p50 ${p50} ms, p99 ${p99} ms (${count})`

const leftovers = (left: readonly string[]): string[] =>
  left.length === 0
    ? []
    : ['', 'These are left on the server. Sign in, close their groups, and delete them:', ...left]
