import type { ConversationSummary } from '@parley/shared'
import { isNamed, nameBeginnings } from '@parley/shared/text'

import { conversationName } from '../format/names.ts'
import { inList, isFiltered } from './chosen.ts'

/** What was put away is found by its name. */
export function listed(all: readonly ConversationSummary[], wanted: string): ConversationSummary[] {
  if (isFiltered(wanted)) return []
  const beginnings = nameBeginnings(wanted)
  if (beginnings.length === 0) return inList(all)
  return all.filter((summary) => isNamed(namesOf(summary), beginnings))
}

export const namesOf = (summary: ConversationSummary): string[] => {
  const { peer } = summary
  return [conversationName(summary), ...(peer && !peer.deleted ? [peer.username] : [])]
}
