import type { ConversationId } from '@parley/shared'

import type { Router } from '../../router.ts'
import type { ScrollAnchor } from '../scroll-anchor.ts'
import type { RowList } from './rows/row-list.ts'

const noteAfterMs = 300

/** Notes where one reads, for when the page is loaded again: browsers allow few such notes at a time. */
export class PlaceNote {
  readonly #router: Router
  readonly #id: ConversationId
  readonly #anchor: ScrollAnchor
  readonly #rows: RowList
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(router: Router, id: ConversationId, anchor: ScrollAnchor, rows: RowList) {
    this.#router = router
    this.#id = id
    this.#anchor = anchor
    this.#rows = rows
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
    const isSaid = atEnd || this.#isAddressed()
    const place = held && seq > 0 && !isSaid ? { seq, offsetPx: Math.round(held.offset) } : null
    this.#router.notePlace(this.#id, place)
  }

  /** As long as the message that the address names is on the screen, it says where one is. */
  #isAddressed(): boolean {
    const route = this.#router.route.get()
    const row = route.name === 'conversation' && route.seq ? this.#rows.rowOf(route.seq) : null
    return row !== null && this.#anchor.shows(row)
  }
}
