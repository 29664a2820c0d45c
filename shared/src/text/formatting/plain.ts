import { parseText } from './blocks.ts'
import type { Block, Inline } from './nodes.ts'

/** What is read of a text where nothing of it can stand out: without marks, and with something else over what is hidden. */
export const plainText = (source: string, cover: string): string =>
  parseText(source)
    .map((block) => ofBlock(block, cover))
    .join('\n')

function ofBlock(block: Block, cover: string): string {
  switch (block.kind) {
    case 'paragraph':
      return ofInline(block.content, cover)
    case 'code-block':
      return block.lines.map(({ text }) => text).join('\n')
    case 'quote':
      return block.blocks.map((each) => ofBlock(each, cover)).join('\n')
    case 'list': {
      const { start } = block
      const mark = (at: number) => (start === null ? '•' : `${start + at}.`)
      const item = (blocks: readonly Block[]) => blocks.map((each) => ofBlock(each, cover)).join('\n')
      return block.items.map((blocks, at) => `${mark(at)} ${item(blocks)}`).join('\n')
    }
  }
}

function ofInline(content: readonly Inline[], cover: string): string {
  return content
    .map((node) => {
      if (node.kind === 'text') return node.text
      return node.kind === 'spoiler' ? cover : ofInline(node.content, cover)
    })
    .join('')
}
