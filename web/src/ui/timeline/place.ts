import type { ConversationId } from '@parley/shared'

import type { Router } from '../../router.ts'
import type { ScrollAnchor } from '../scroll-anchor.ts'

const noteAfterMs = 300

/** Notes where one reads, for when the page is loaded again: browsers allow few such notes at a time. */
export class PlaceNote {
  readonly #router: Router
  readonly #id: ConversationId
  readonly #anchor: ScrollAnchor
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(router: Router, id: ConversationId, anchor: ScrollAnchor) {
    this.#router = router
    this.#id = id
    this.#anchor = anchor
  }

  moved(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#write()
    }, noteAfterMs)
  }

  destroy(): void {
    clearTimeout(this.#timer)
  }

  /** Whoever is at the end stays there, and not at what was the end then. */
  #write(): void {
    const { atEnd, held } = this.#anchor
    const seq = Number(held?.row.dataset['seq'] ?? 0)
    const place = held && seq > 0 && !atEnd ? { seq, offsetPx: Math.round(held.offset) } : null
    this.#router.notePlace(this.#id, place)
  }
}
