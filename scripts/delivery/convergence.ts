import { setTimeout as wait } from 'node:timers/promises'

import type { ConversationId } from '@parley/shared'

import type { Participant } from './participant.ts'

type Revs = ReadonlyMap<ConversationId, number>

/** Somebody who is waited for, with the conversations that they are still a member of. */
export interface Follower {
  readonly participant: Participant
  readonly conversationIds: readonly ConversationId[]
}

/** How long it takes until all are where the server is. Null when it takes longer than that. */
export async function convergence(
  followers: () => readonly Follower[],
  revsOfServer: () => Promise<Revs>,
  maxMs: number,
): Promise<number | null> {
  const startMs = performance.now()
  let revs = await revsOfServer()
  for (;;) {
    while (!areAllAt(followers(), revs, (own, rev) => own >= rev)) {
      if (performance.now() - startMs > maxMs) return null
      await wait(20)
    }
    const tookMs = performance.now() - startMs
    // A change whose sender has given up may still have come to pass, also while the others were waited for.
    revs = await revsOfServer()
    if (areAllAt(followers(), revs, (own, rev) => own === rev)) return tookMs
    if (tookMs > maxMs) return null
    await wait(20)
  }
}

const areAllAt = (
  followers: readonly Follower[],
  revs: Revs,
  isThere: (own: number, rev: number) => boolean,
): boolean =>
  followers.every(({ participant, conversationIds }) =>
    conversationIds.every((id) => isThere(participant.replica.revOf(id), revs.get(id) ?? 0)),
  )
