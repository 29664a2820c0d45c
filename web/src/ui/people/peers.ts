import type { UserCard } from '@parley/shared'
import { isNamed, nameBeginnings } from '@parley/shared/text'

import type { State } from '../../state/state.ts'

/** With whom one talks alone, the latest first: all of them, or those with such a name. */
export function peersNamed(state: State, typed: string): UserCard[] {
  const beginnings = nameBeginnings(typed)
  const talks = state.conversations.get() ?? []
  const peers = talks.flatMap(({ peer }) => (peer && !peer.deleted ? peer : []))
  return peers.filter(({ displayName, username }) => isNamed([displayName, username], beginnings))
}
