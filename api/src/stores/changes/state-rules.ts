import * as limits from '@parley/shared/limits'
import type { MessageState } from '@parley/shared'

import type { StoredMessage } from '../message-rules.ts'
import type { MessageChange } from './message-change.ts'

export const asksForStates = (run: readonly MessageChange[]): boolean =>
  run.some((change) => 'text' in change || 'clearsStates' in change || 'expiry' in change)

/** What is kept after a run of changes; null where that stays as it was. Of too many, the first state and the latest ones stay. */
export function statesAfter(
  { text, createdAt, editedAt }: StoredMessage,
  run: readonly MessageChange[],
  earlier: readonly MessageState[],
): readonly MessageState[] | null {
  if (!asksForStates(run)) return null
  if (!run.some((change) => 'text' in change && change.text !== null)) return []
  const states = [...earlier, { text, writtenAt: (editedAt ?? createdAt).toISOString() }]
  const most = limits.statesMax
  return states.length <= most ? states : [...states.slice(0, 1), ...states.slice(1 - most)]
}
