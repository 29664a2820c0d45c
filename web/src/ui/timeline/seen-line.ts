import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { TimelineState } from '../../state/state.ts'
import { el } from '../dom.ts'

/** Under one's own last message: that the other person has read it. */
export class SeenLine {
  readonly root = el('p', { class: 'seen', hidden: true }, words.timeline.seen)
  readonly #viewerId: UserId

  constructor(viewerId: UserId) {
    this.#viewerId = viewerId
  }

  /** @param state null where the end of the conversation is not shown */
  show(state: TimelineState | null, { peerReadSeq }: ConversationSummary): void {
    const last = state?.messages.at(-1)
    const isOwn = last?.senderId === this.#viewerId && state?.pending.length === 0
    this.root.hidden = !isOwn || (peerReadSeq ?? 0) < last.seq
  }
}
