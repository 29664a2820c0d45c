import type { ConversationSummary } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { TimelineState } from '../../state/state.ts'
import { button } from '../components/button.ts'
import { skeletonRuns } from '../late/skeleton.ts'
import { bdi, el, sentence } from '../dom.ts'
import { failureLine } from '../late/failure-line.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'

/** What stands above the first message: what is coming, an apology, or where it all began. */
export function timelineTop(state: TimelineState | null, summary: ConversationSummary, retry: () => void) {
  if (state?.failure) {
    const why = el('p', { class: 'hint' }, failureLine(state.failure, words.timeline.loadFailed))
    return el('div', { class: 'timeline-failed' }, why, button(words.common.retry, retry, 'plain'))
  }
  if (!state || state.loading === 'window' || state.hasOlder) return skeletonRuns(state?.hasOlder ? 2 : 7)
  return beginning(summary)
}

function beginning(summary: ConversationSummary): HTMLElement {
  const name = conversationName(summary)
  const { kind, topic } = summary.conversation
  return el(
    'div',
    { class: 'beginning' },
    conversationAvatar(summary, 'large'),
    el('h2', {}, bdi(name)),
    kind === 'group' && topic !== '' && el('p', { dir: 'auto' }, topic),
    el('p', { class: 'hint' }, ...sentence(beginningHint(summary, name))),
  )
}

function beginningHint({ conversation, membership, headSeq }: ConversationSummary, name: string): string {
  const isPart = membership.readsFromSeq > 1
  switch (conversation.kind) {
    case 'group':
      return isPart ? words.timeline.beginningPart : words.timeline.beginningGroup(name)
    case 'notes':
      return words.timeline.beginningNotes
    case 'direct':
      if (isPart) return words.timeline.beginningCleared
      return headSeq === 0 && membership.canWrite
        ? words.timeline.sayHello(name)
        : words.timeline.beginning(name)
  }
}
