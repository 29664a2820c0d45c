import { chunks } from '../late/chunks.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { LateView } from '../late/late-view.ts'
import type { MessageHits } from './message-hits.ts'

/** Messages that are found by what is typed; nothing before something is. */
export class LateHits extends Component {
  readonly #client: Client
  readonly #onCome: () => void
  #sought = ''
  #late: Component | null = null
  #hits: MessageHits | null = null

  constructor(client: Client, onCome: () => void) {
    super(el('div', { hidden: true }))
    this.#client = client
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
      this.#hits = new views.MessageHits(this.#client)
      this.#hits.seek(this.#sought)
      this.#onCome()
      return this.#hits
    }
    const late = this.own(new LateView({ chunk: chunks.hits, make, focus: () => {} }))
    this.root.append(late.root)
    return late
  }
}
