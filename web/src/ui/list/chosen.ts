import type { ConversationId, ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { el } from '../dom.ts'
import { skeletonRuns } from '../late/skeleton.ts'
import type { Chosen } from './list-filter.ts'

/** All but what was put away. */
export const inList = (all: readonly ConversationSummary[]): ConversationSummary[] =>
  all.filter(({ membership }) => !membership.hidden)

/** What is open stays where it is, also when it has been read. */
export function chosenOf(
  some: readonly ConversationSummary[],
  chosen: Chosen,
  openId: ConversationId | null,
): ConversationSummary[] {
  return some.filter(({ conversation, membership, unread }) => {
    if (chosen === 'groups') return conversation.kind === 'group'
    return chosen === 'all' || conversation.id === openId || (unread > 0 && !membership.muted)
  })
}

/** Whether only messages can be what is meant: see searchTerms. */
export const isFiltered = (wanted: string): boolean =>
  /(?:^|\s)(?:from|in|before|after|on|has):/i.test(wanted)

/**
 * In the place of a list that shows nothing.
 * @param wanted what is typed; null while nothing is known
 */
export function listState(wanted: string | null, chosen: Chosen): HTMLElement | null {
  if (wanted === null) return el('div', { class: 'list-loading' }, skeletonRuns(7))
  if (isFiltered(wanted)) return null
  const text = wanted === '' ? words.list.nothing[chosen] : words.list.noMatch
  return el('p', { class: 'list-empty' }, text)
}
