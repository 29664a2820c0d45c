import { parseText, type Block, type Inline, type Text } from '@parley/shared/text'

import { el, type Child } from '../../dom.ts'

interface Piece extends Text {
  readonly looks: readonly string[]
}

/** The text in pieces that look as they will be read, with its marks in a softer colour; null where nothing in it stands out. */
export function formatted(text: string): Child[] | null {
  const pieces = piecesOf(parseText(text), [])
  return pieces.some(({ looks }) => looks.length > 0) ? twinOf(text, pieces) : null
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
