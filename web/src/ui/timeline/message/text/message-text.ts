import { parseText, splitLinks, withMentions, type Block } from '@parley/shared/text'

import { el, type Child } from '../../../dom.ts'
import { codeBlock, type Copy } from './code-block.ts'
import { inlineText, linked, type InlineReading } from './inline-text.ts'

export { foldButton, isLong } from './long-text.ts'

export interface Reading extends InlineReading {
  readonly copy: Copy
}

/**
 * What somebody wrote: text nodes, what marks make of it, and links that cannot carry anything but an address. Each of
 * its lines takes its own direction.
 * @param end stands behind the last word
 */
export function messageText(text: string, reading: Reading, ...end: Child[]): HTMLElement {
  const isKnown = (name: string) => reading.mention(name) !== undefined
  const blocks = withMentions(parseText(text), (names) => names.find(isKnown))
  const [first] = blocks
  if (blocks.length === 1 && first?.kind === 'paragraph')
    return lines('message-text', [...inlineText(first.content, reading), ...end])
  const shown = blocks.map((block, at) => {
    const isLast = at === blocks.length - 1
    return blockElement(block, reading, isLast && block.kind === 'paragraph' ? end : [])
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

function blockElement(block: Block, reading: Reading, end: readonly Child[]): HTMLElement {
  const within = (blocks: readonly Block[]) => blocks.map((inner) => blockElement(inner, reading, []))
  switch (block.kind) {
    case 'paragraph':
      return lines('message-part', [...inlineText(block.content, reading), ...end])
    case 'code-block':
      return codeBlock(block, reading.found, reading.copy)
    case 'quote':
      return el('blockquote', { class: 'message-quote', dir: 'auto' }, ...within(block.blocks))
    case 'list': {
      const items = block.items.map((item) => el('li', {}, ...within(item)))
      if (block.start === null) return el('ul', { class: 'message-list', dir: 'auto' }, ...items)
      return el('ol', { class: 'message-list', dir: 'auto', start: block.start }, ...items)
    }
  }
}
