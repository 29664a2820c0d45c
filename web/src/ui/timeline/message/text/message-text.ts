import { parseText, splitLinks, type Block, type TextRange } from '@parley/shared/text'

import { el, type Child } from '../../../dom.ts'
import { codeBlock, type Copy } from './code-block.ts'
import { inlineText, linked } from './inline-text.ts'

export { foldButton, isLong } from './long-text.ts'

interface Reading {
  /** Places in it that are marked, in order. */
  readonly found: readonly TextRange[]
  readonly copy: Copy
}

/**
 * What somebody wrote: text nodes, what marks make of it, and links that cannot carry anything but an address. Each of
 * its lines takes its own direction.
 * @param end stands behind the last word
 */
export function messageText(text: string, { found, copy }: Reading, ...end: Child[]): HTMLElement {
  const blocks = parseText(text)
  const [first] = blocks
  if (blocks.length === 1 && first?.kind === 'paragraph')
    return lines('message-text', [...inlineText(first.content, found), ...end])
  const shown = blocks.map((block, at) => {
    const isLast = at === blocks.length - 1
    return blockElement(block, { found, copy, end: isLast && block.kind === 'paragraph' ? end : [] })
  })
  const after = blocks.at(-1)?.kind === 'paragraph' ? [] : end
  return el('div', { class: 'message-text message-blocks', dir: 'auto' }, ...shown, ...after)
}

/** What is told of a person or a group: lines with addresses in them. */
export const linkedText = (text: string): HTMLElement =>
  lines(
    'message-text',
    splitLinks(text).flatMap((piece) =>
      typeof piece === 'string' ? piece : linked(piece, [piece.text], 'ltr'),
    ),
  )

const lines = (name: string, content: readonly Child[]): HTMLElement =>
  el('p', { class: name, dir: 'auto' }, el('span', { class: 'message-lines' }, ...content))

interface Setting {
  readonly found: readonly TextRange[]
  readonly copy: Copy
  readonly end: readonly Child[]
}

function blockElement(block: Block, { found, copy, end }: Setting): HTMLElement {
  const within = (blocks: readonly Block[]) =>
    blocks.map((inner) => blockElement(inner, { found, copy, end: [] }))
  switch (block.kind) {
    case 'paragraph':
      return lines('message-part', [...inlineText(block.content, found), ...end])
    case 'code-block':
      return codeBlock(block, found, copy)
    case 'quote':
      return el('blockquote', { class: 'message-quote', dir: 'auto' }, ...within(block.blocks))
    case 'list': {
      const items = block.items.map((item) => el('li', {}, ...within(item)))
      if (block.start === null) return el('ul', { class: 'message-list', dir: 'auto' }, ...items)
      return el('ol', { class: 'message-list', dir: 'auto', start: block.start }, ...items)
    }
  }
}
