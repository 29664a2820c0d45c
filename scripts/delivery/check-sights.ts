import { isDeepStrictEqual } from 'node:util'

import { keyOf } from './check-history.ts'
import type { HeldMessage, History, Observation, Run } from './records.ts'

/**
 * Two observations of one place, by anyone at any time, must be of the same message, which must stay;
 * and two of one rev, of the same state.
 */
export function divergences({ observations, history }: Run): string[] {
  const states = new Map<string, Observation | HeldMessage>()
  for (const [id, messages] of history) {
    for (const message of messages) states.set(`${id} ${message.rev}`, message)
  }
  return observations.flatMap((seen) => [...displaced(seen, history), ...otherState(seen, states)])
}

function displaced(seen: Observation, history: History): string[] {
  const message = history.get(seen.conversationId)?.[seen.seq - 1]
  if (message && keyOf(message) === keyOf(seen)) return []
  return [
    `${seen.by} saw ${seen.clientId} at ${seen.seq}, where the history has ${message?.clientId ?? 'nothing'}`,
  ]
}

function otherState(seen: Observation, states: Map<string, Observation | HeldMessage>): string[] {
  const key = `${seen.conversationId} ${seen.rev}`
  const known = states.get(key)
  if (!known) states.set(key, seen)
  if (!known || isDeepStrictEqual(stateOf(known), stateOf(seen))) return []
  const [here, there] = [seen, known].map((one) => `'${one.text}' ${JSON.stringify(one.parts)}`)
  return [`${seen.by} saw ${here} at rev ${seen.rev}, which is ${there} elsewhere`]
}

const stateOf = ({ seq, text, parts, isDeleted }: Observation | HeldMessage) => ({
  seq,
  text,
  parts,
  isDeleted,
})

/** Who was removed is given nothing that was sent later than the removal may take. */
export function intrusions({ sends, observations, removals }: Run): string[] {
  if (removals.length === 0) return []
  const invokedAtMs = new Map(sends.map((send) => [keyOf(send), send.invokedAtMs]))
  return removals.flatMap((removal) =>
    observations
      .filter((seen) => seen.userId === removal.userId && seen.conversationId === removal.conversationId)
      .filter((seen) => (invokedAtMs.get(keyOf(seen)) ?? 0) > removal.atMs + removal.withinMs)
      .map((seen) => `${seen.by} was given ${seen.clientId}, sent after their removal`),
  )
}

/** In the end every client holds exactly what the server has. */
export function notConverged({ clients, history, convergenceMs }: Run): string[] {
  const others = clients.flatMap(({ by, conversations }) =>
    [...conversations]
      .filter(([id, messages]) => !isDeepStrictEqual(messages, history.get(id) ?? []))
      .map(([id]) => `${by} holds something else of ${id}`),
  )
  return convergenceMs === null && others.length === 0 ? ['not everyone held the same in time'] : others
}
