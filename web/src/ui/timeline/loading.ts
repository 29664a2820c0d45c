import type { ConversationSummary, Message } from '@parley/shared'

import type { MessageActions } from '../../actions/actions.ts'
import type { TimelineState } from '../../state/state.ts'
import type { ScrollAnchor } from '../scroll-anchor.ts'
import { fullAtEnd, type RowWindow } from './rows/row-window.ts'

/** How near the edge of what is rendered the next part is fetched. */
const nearPx = 900
/** With more unread than the first page holds, reading begins where one stopped. */
const firstPage = 45

export function openWhereRead(
  actions: MessageActions,
  window: RowWindow,
  summary: ConversationSummary,
): void {
  const { conversation, headSeq, membership, unread } = summary
  const isFar = unread > 0 && membership.readSeq > 0 && headSeq - membership.readSeq > firstPage
  if (isFar) window.around(membership.readSeq + 1)
  if (isFar) void actions.openAround(conversation.id, membership.readSeq + 1)
  else void actions.open(conversation.id)
}

interface Around {
  readonly window: RowWindow
  readonly anchor: ScrollAnchor
  readonly state: TimelineState
  readonly rendered: readonly Message[]
}

/** What is needed just beyond the edges: more of what is loaded, to be rendered, or else of what the server has. */
export function neededAround({ window, anchor, state, rendered }: Around): 'rows' | 'older' | 'newer' | null {
  // Where nearly all of it is folded away, what is brought in above would take away the end in turn.
  if (anchor.atEnd && rendered.length > fullAtEnd) return null
  const isIdle = state.loading === 'nothing' && !state.failure
  if (anchor.fromTop < nearPx) {
    if (window.growUp(state.messages, rendered)) return 'rows'
    if (isIdle && state.hasOlder) return 'older'
  } else if (anchor.fromEnd < nearPx && !anchor.atEnd) {
    if (window.growDown(state.messages, rendered)) return 'rows'
    if (isIdle && state.hasNewer) return 'newer'
  }
  return null
}
