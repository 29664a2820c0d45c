import { chunks } from '../late/chunks.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { LateView } from '../late/late-view.ts'
import type { HitContext } from './hit-row.ts'
import type { MessageHits } from './message-hits.ts'

/** Messages that are found by what is typed; nothing before something is. */
export class LateHits extends Component {
  readonly #context: HitContext
  readonly #onCome: () => void
  #sought = ''
  #late: Component | null = null
  #hits: MessageHits | null = null

  constructor(context: HitContext, onCome: () => void) {
    super(el('div', { hidden: true }))
    this.#context = context
    this.#onCome = onCome
  }

  seek(text: string): void {
    this.#sought = text
    this.root.hidden = text === ''
    if (text !== '') this.#late ??= this.#load()
    this.#hits?.seek(text)
  }

  links(): HTMLElement[] {
    return this.#hits?.links() ?? []
  }

  #load(): Component {
    const make = (views: NonNullable<typeof chunks.hits.module>) => {
      this.#hits = new views.MessageHits(this.#context)
      this.#hits.seek(this.#sought)
      this.#onCome()
      return this.#hits
    }
    const late = this.own(new LateView({ chunk: chunks.hits, make, focus: () => {} }))
    this.root.append(late.root)
    return late
  }
}
