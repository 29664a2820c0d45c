import { el, replaceChildren } from '../../dom.ts'
import { chunks } from '../../late/chunks.ts'
import { whenLoaded } from '../../late/when-loaded.ts'
import { markOfKey } from './format-keys.ts'
import { selectionOf } from './selection.ts'

/**
 * The marks of what is typed: keys put them in, what is pasted keeps what stands out in it, and all of it shows. For that
 * the same text lies behind the box, in looks that change the width of no letter, with its marks in a softer colour. It
 * also makes the box as tall as the text: nothing is measured. What knows marks comes right after the box; until then
 * the text is plain, and so is what is pasted.
 */
export class Formatting {
  readonly #twin = el('div', { class: 'composer-twin', 'aria-hidden': 'true' })
  readonly #field: HTMLElement
  readonly #input: HTMLTextAreaElement

  /** @param field around the box; shows the twin instead of what is in the box while there is something to tell apart */
  constructor(field: HTMLElement, input: HTMLTextAreaElement) {
    this.#field = field
    this.#input = input
    field.append(this.#twin)
    input.addEventListener('paste', (event) => chunks.marks.module?.pasteInto(input, event))
    input.addEventListener('scroll', () => (this.#twin.scrollTop = input.scrollTop))
    if (chunks.marks.module) return
    // A key for it asks again.
    void chunks.marks.load().then(
      () => this.show(),
      () => undefined,
    )
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    const mark = markOfKey(event, selectionOf(this.#input).selected)
    if (mark === undefined) return false
    event.preventDefault()
    void whenLoaded(chunks.marks).then((marks) => marks?.putMark(this.#input, mark))
    return true
  }

  show(): void {
    const text = this.#input.value
    const pieces = chunks.marks.module?.formatted(text) ?? null
    this.#field.classList.toggle('formatted', pieces !== null)
    // The space gives a last line that is empty its height.
    replaceChildren(this.#twin, ...(pieces ?? [text]), ' ')
  }
}
