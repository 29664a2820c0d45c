import { parseText, type Block, type Inline, type Text } from '@parley/shared/text'

import { el, replaceChildren, type Child } from '../dom.ts'
import { formatByKey } from './format-keys.ts'
import { pasteInto } from './paste.ts'

interface Piece extends Text {
  readonly looks: readonly string[]
}

/**
 * The marks of what is typed: keys put them in, what is pasted keeps what stands out in it, and all of it shows. For that
 * the same text lies behind the box, in looks that change the width of no letter, with its marks in a softer colour. It
 * also makes the box as tall as the text: nothing is measured.
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
    input.addEventListener('paste', (event) => pasteInto(input, event))
    input.addEventListener('scroll', () => (this.#twin.scrollTop = input.scrollTop))
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    return formatByKey(this.#input, event)
  }

  show(): void {
    const text = this.#input.value
    const pieces = piecesOf(parseText(text), [])
    const isFormatted = pieces.some(({ looks }) => looks.length > 0)
    this.#field.classList.toggle('formatted', isFormatted)
    // The space gives a last line that is empty its height.
    replaceChildren(this.#twin, ...(isFormatted ? twinOf(text, pieces) : [text]), ' ')
  }
}

function twinOf(text: string, pieces: readonly Piece[]): Child[] {
  let done = 0
  const shown = pieces.flatMap(({ text: part, at, looks }): Child[] => {
    const mark = text.slice(done, at)
    done = at + part.length
    return [markOf(mark), looks.length === 0 ? part : el('span', { class: looks.join(' ') }, part)]
  })
  return [...shown, markOf(text.slice(done))]
}

const markOf = (text: string): Child =>
  text.trim() === '' ? text : el('span', { class: 'typed-mark' }, text)

function piecesOf(blocks: readonly Block[], looks: readonly string[]): Piece[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return ofInline(block.content, looks)
      case 'code-block':
        return block.lines.map((line) => ({ ...line, looks: [...looks, 'typed-code'] }))
      case 'quote':
        return piecesOf(block.blocks, [...looks, 'typed-quote'])
      case 'list':
        return block.items.flatMap((item) => piecesOf(item, [...looks, 'typed-item']))
    }
  })
}

const ofInline = (content: readonly Inline[], looks: readonly string[]): Piece[] =>
  content.flatMap((node) =>
    node.kind === 'text' ? [{ ...node, looks }] : ofInline(node.content, [...looks, `typed-${node.kind}`]),
  )
