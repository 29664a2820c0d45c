import { limits, type ConversationId, type Message } from '@parley/shared'
import type { Test } from 'tap'

import { breaches } from '../../../scripts/delivery/checker.ts'
import type { HeldMessage, History, Run } from '../../../scripts/delivery/records.ts'
import { heldMessages } from '../../../scripts/delivery/replica.ts'
import { deliveryRun, type Nemesis } from '../../delivery/run.ts'
import { openMongoStoreAt } from '../../support/databases/mongo.ts'
import type { Field } from './field.ts'
import { isWithin } from './is-within.ts'

export interface Fault {
  /** Its number in the matrix, and what it is. */
  readonly name: string
  readonly writers?: number
  readonly conversations?: number
  /** Where the clients find the instances, when it is not at their own addresses. */
  readonly urls?: readonly string[]
  readonly harm: Nemesis['harm']
}

/** Repeats a run when it is set; else every run is another. */
export const seed = Number(process.env['FAULTS_SEED'] ?? Date.now() % 1_000_000)

/** How long the instances may take to let go of everything when all clients have gone. */
const calmMs = 10_000
/** Pools have grown meanwhile; what leaks, leaks by hundreds. */
const moreFilesMax = 100

/** Lets clients talk while harm is done, and checks that the delivery contract was kept. */
export async function contractRun(
  t: Test,
  fault: Fault & { readonly urls: readonly string[] },
): Promise<Run> {
  const { name, writers = 6, conversations = 3, urls, harm } = fault
  const startMs = performance.now()
  const run = await deliveryRun({ urls, seed, writers, conversations, nemesis: { harm } })
  const found = breaches(run)
  const acked = run.sends.filter(({ acks }) => acks.length > 0).length
  const seconds = Math.round((performance.now() - startMs) / 1_000)
  const { sends, observations } = run
  const convergenceMs = run.convergenceMs && Math.round(run.convergenceMs)
  const figures = { seed, sends: sends.length, observations: observations.length, convergenceMs, seconds }
  t.comment(`fault: ${JSON.stringify({ fault: name, ...figures, breaches: found.length })}`)
  t.ok(acked > 30, `the run was worth checking: ${acked} messages were acknowledged`)
  t.same(found.slice(0, 20), [], 'the delivery contract was kept')
  return run
}

/** The same on the field, which has to come out of it whole. */
export async function faultRun(t: Test, field: Field, fault: Fault): Promise<Run> {
  const before = await field.holdings()
  const run = await contractRun(t, { urls: field.urls, ...fault })
  t.same(await stored(t, field, run.history), run.history, 'the store itself has what was answered')
  const hasLetGo = async (): Promise<boolean> =>
    (await field.holdings()).every(({ sockets, files }, at) => {
      const { sockets: socketsBefore = 0, files: filesBefore = 0 } = before[at] ?? {}
      return sockets <= socketsBefore && files < filesBefore + moreFilesMax
    })
  t.ok(
    await isWithin(calmMs, hasLetGo),
    `no connection is left over: ${JSON.stringify(await field.holdings())}`,
  )
  for (const { output } of field.instances) {
    t.notMatch(output, /E11000|nobody handled/, 'no error of a store or of the program came out')
  }
  return run
}

/** The same conversations, not by way of an instance. */
async function stored(t: Test, { places }: Field, history: History): Promise<History> {
  const store = await openMongoStoreAt(t, places.MONGODB_URL)
  const found = new Map<ConversationId, HeldMessage[]>()
  for (const id of history.keys()) {
    const messages: Message[] = []
    for (let count = 1; count > 0;) {
      const page = await store.page(id, { kind: 'after', seq: messages.length }, limits.pageMax)
      count = page.messages.length
      messages.push(...page.messages)
    }
    found.set(id, heldMessages(messages))
  }
  return found
}
