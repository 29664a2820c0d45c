import { parseText } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { type } from '../composer/formatting/marks.ts'
import { el, newId, replaceChildren, setAttribute } from '../dom.ts'
import { catalog, found, inTone, type Emoji } from './catalog.ts'
import { used } from './kept.ts'

const shownMax = 6
const gapPx = 4
/** Behind a blank or a bracket, so in no time of day and in no address; two letters, so that a smile stays one. */
const begun = /(?<=^|[\s(])(:([\p{L}\p{N}_]{2,32}))$/u

/** Offers emoji for what is typed behind a colon: a list over the message box, which keeps the focus. */
export class EmojiCompletion {
  readonly #input: HTMLTextAreaElement
  readonly #host: HTMLElement
  readonly #list = el('div', {
    class: 'emoji-completion',
    role: 'listbox',
    id: newId(),
    'aria-label': words.emoji.title,
  })
  #hits: readonly Emoji[] = []
  #chosen = 0
  #from = 0

  /** @param host where the list is put, over the box */
  constructor(input: HTMLTextAreaElement, host: HTMLElement) {
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
    if (this.#hits.length === 0 || event.ctrlKey || event.metaKey || event.altKey) return false
    const { length } = this.#hits
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
    const [, whole, name] = begun.exec(value.slice(0, selectionStart)) ?? []
    if (whole === undefined || name === undefined) return this.#close()
    const all = await catalog().catch(() => [])
    // What was typed since has been looked at since.
    if (this.#input.value !== value || document.activeElement !== this.#input) return
    this.#from = selectionStart - whole.length
    const hits = isInCode(value, this.#from) ? [] : found(all, name, shownMax)
    if (hits.length === 0) return this.#close()
    this.#hits = hits
    replaceChildren(this.#list, ...hits.map((hit, at) => this.#option(hit, at)))
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

  #option(hit: Emoji, at: number): HTMLElement {
    // Before the box would lose the focus.
    const take = (event: Event) => {
      event.preventDefault()
      this.#take(at)
    }
    const props = { role: 'option', id: newId(), onpointerdown: take }
    return el('div', props, el('span', { 'aria-hidden': 'true' }, inTone(hit)), hit.name)
  }

  #mark(at: number): void {
    this.#chosen = at
    for (const [place, option] of [...this.#list.children].entries())
      setAttribute(option, 'aria-selected', String(place === at))
    setAttribute(this.#input, 'aria-activedescendant', this.#list.children[at]?.id)
  }

  #take(at: number): void {
    const hit = this.#hits[at]
    if (!hit) return
    const emoji = inTone(hit)
    used(emoji)
    this.#close()
    type(this.#input, this.#from, this.#input.selectionStart, `${emoji} `)
  }

  #close(): void {
    this.#hits = []
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
