import { setTimeout } from 'node:timers/promises'

import type { Test } from 'tap'

import { Unavailable } from '../../../api/src/stores/errors.ts'
import type { MessageStore } from '../../../api/src/stores/message-store.ts'
import { draft, newConversationId, newUserId } from '../../contract/messages/message-store.contract.ts'

type Pinged = MessageStore & { ping(): Promise<void> }

/** Two seconds are promised; a machine that is busy with other tests takes time of its own. */
const settledWithinMs = 4_000
/** In which it finds its server again. */
const backWithinMs = 10_000

/** Each call that a message store has, as someone would make it. */
const calls = (store: Pinged): Record<string, () => Promise<unknown>> => {
  const [conversationId, userId] = [newConversationId(), newUserId()]
  return {
    append: () =>
      store.append([draft(conversationId, userId, 'away'), draft(newConversationId(), userId, 'away')]),
    change: () => store.change([{ conversationId, seq: 1, senderId: userId, text: 'away', at: new Date() }]),
    page: () => store.page(conversationId, { kind: 'latest' }, 10),
    changesAfter: () => store.changesAfter(conversationId, 0, 10),
    heads: () => store.heads([conversationId]),
    overview: () => store.overview(userId, [{ conversationId, readSeq: 0 }]),
    ping: () => store.ping(),
  }
}

/** Many of each call at once, so that also those that wait behind others are among them. */
export async function assertAway(t: Test, store: Pinged): Promise<void> {
  const asked = Object.entries(calls(store)).flatMap(([name, call]) =>
    Array.from({ length: 12 }, async () => {
      const startMs = performance.now()
      await t.rejects(call(), Unavailable, `${name} says that the store is away`)
      const tookMs = performance.now() - startMs
      t.ok(tookMs < settledWithinMs, `${name} is told in time, after ${Math.round(tookMs)} ms`)
    }),
  )
  await Promise.all(asked)
}

/** Waits for the store to answer again by itself, then sees that all of it does. */
export async function assertBack(t: Test, store: Pinged): Promise<void> {
  const endMs = performance.now() + backWithinMs
  while (performance.now() < endMs && !(await answers(store))) await setTimeout(50)
  for (const [name, call] of Object.entries(calls(store))) await t.resolves(call(), `${name} answers again`)
}

const answers = (store: Pinged): Promise<boolean> =>
  store.ping().then(
    () => true,
    () => false,
  )
