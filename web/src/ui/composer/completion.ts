import { parseText } from '@parley/shared/text'

import { el, newId, replaceChildren, setAttribute, type Child } from '../dom.ts'
import { type } from './formatting/marks.ts'

export const offeredMax = 6
const gapPx = 4

export interface Offer {
  readonly content: readonly Child[]
  /** Takes the place of what was typed. */
  readonly text: string
  taken?(): void
}

export interface OfferSource {
  readonly label: string
  /** What begins it, with all that is typed of it so far first, and then without its sign. */
  readonly begun: RegExp
  offers(typed: string): Promise<readonly Offer[]>
}

/** Offers what is begun: a list over the message box, which keeps the focus. */
export class Completion {
  readonly #source: OfferSource
  readonly #input: HTMLTextAreaElement
  readonly #host: HTMLElement
  readonly #list: HTMLElement
  #offers: readonly Offer[] = []
  #chosen = 0
  #from = 0

  /** @param host where the list is put, over the box */
  constructor(source: OfferSource, input: HTMLTextAreaElement, host: HTMLElement) {
    this.#source = source
    const props = { class: 'completion', role: 'listbox', id: newId(), 'aria-label': source.label }
    this.#list = el('div', props)
    this.#input = input
    this.#host = host
    this.#list.popover = 'manual'
    host.append(this.#list)
    input.addEventListener('blur', () => this.#close())
    input.addEventListener('input', () => void this.#look())
    void this.#look()
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    if (this.#offers.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return false
    const { length } = this.#offers
    if (event.key === 'ArrowDown') this.#mark((this.#chosen + 1) % length)
    else if (event.key === 'ArrowUp') this.#mark((this.#chosen - 1 + length) % length)
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') this.#take(this.#chosen)
    else if (event.key === 'Escape') this.#close()
    else return false
    event.preventDefault()
    return true
  }

  async #look(): Promise<void> {
    const { value, selectionStart } = this.#input
    const [, whole, typed] = this.#source.begun.exec(value.slice(0, selectionStart)) ?? []
    if (whole === undefined || typed === undefined) return this.#close()
    const all = await this.#source.offers(typed)
    // What was typed since has been looked at since.
    if (this.#input.value !== value || document.activeElement !== this.#input) return
    this.#from = selectionStart - whole.length
    const offers = isInCode(value, this.#from) ? [] : all.slice(0, offeredMax)
    if (offers.length === 0) return this.#close()
    this.#offers = offers
    replaceChildren(this.#list, ...offers.map((offer, at) => this.#option(offer, at)))
    this.#list.showPopover()
    this.#place()
    setAttribute(this.#input, 'aria-controls', this.#list.id)
    this.#mark(0)
  }

  /** Over the box, as nothing around it may cut it off. */
  #place(): void {
    const { left, width, top } = this.#host.getBoundingClientRect()
    this.#list.style.left = `${left}px`
    this.#list.style.maxWidth = `${width}px`
    this.#list.style.bottom = `${window.innerHeight - top + gapPx}px`
  }

  #option({ content }: Offer, at: number): HTMLElement {
    // Before the box would lose the focus.
    const take = (event: Event) => {
      event.preventDefault()
      this.#take(at)
    }
    const props = { role: 'option', id: newId(), onpointerdown: take }
    return el('div', props, ...content)
  }

  #mark(at: number): void {
    this.#chosen = at
    for (const [place, option] of [...this.#list.children].entries())
      setAttribute(option, 'aria-selected', String(place === at))
    setAttribute(this.#input, 'aria-activedescendant', this.#list.children[at]?.id)
  }

  #take(at: number): void {
    const offer = this.#offers[at]
    if (!offer) return
    offer.taken?.()
    this.#close()
    type(this.#input, this.#from, this.#input.selectionStart, `${offer.text} `)
  }

  #close(): void {
    this.#offers = []
    replaceChildren(this.#list)
    this.#list.hidePopover()
    setAttribute(this.#input, 'aria-activedescendant', null)
  }
}

/** A place in code, whose marks may still be open. */
function isInCode(text: string, at: number): boolean {
  const probe = '\ue000'
  const closed = [`${text.slice(0, at)}${probe}${text.slice(at)}`, `${text.slice(0, at)}${probe}\``]
  return closed.some((one) => JSON.stringify(parseText(one).flatMap(codeOf)).includes(probe))
}

function codeOf(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return []
  if ('kind' in node && (node.kind === 'code' || node.kind === 'code-block')) return [node]
  return Object.values(node).flatMap(codeOf)
}
