import { parseText } from './blocks.ts'
import type { Block, Inline } from './nodes.ts'

/** A part of what is read of a text, and where in the text it begins; null where it is not of the text. */
export interface PlainPiece {
  readonly text: string
  readonly at: number | null
}

/** What is read of a text where nothing of it can stand out: without marks, and with something else over what is hidden. */
export const plainText = (source: string, cover: string): string =>
  plainPieces(source, cover)
    .map(({ text }) => text)
    .join('')

export const plainPieces = (source: string, cover: string): PlainPiece[] =>
  joined(parseText(source).map((block) => ofBlock(block, cover)))

/** Whether it has an address that one can open. */
export const hasLink = (source: string): boolean =>
  /https?:/i.test(source) && parseText(source).some(isLinking)

function ofBlock(block: Block, cover: string): PlainPiece[] {
  switch (block.kind) {
    case 'paragraph':
      return ofInline(block.content, cover)
    case 'code-block':
      return joined(block.lines.map((line) => [line]))
    case 'quote':
      return joined(block.blocks.map((each) => ofBlock(each, cover)))
    case 'list': {
      const { start } = block
      const mark = (at: number) => added(`${start === null ? '•' : `${start + at}.`} `)
      const item = (blocks: readonly Block[]) => joined(blocks.map((each) => ofBlock(each, cover)))
      return joined(block.items.map((blocks, at) => [mark(at), ...item(blocks)]))
    }
  }
}

const ofInline = (content: readonly Inline[], cover: string): PlainPiece[] =>
  content.flatMap((node) => {
    if (node.kind === 'text') return node
    return node.kind === 'spoiler' ? added(cover) : ofInline(node.content, cover)
  })

const added = (text: string): PlainPiece => ({ text, at: null })

const joined = (parts: readonly (readonly PlainPiece[])[]): PlainPiece[] =>
  parts.flatMap((part, at) => (at === 0 ? part : [added('\n'), ...part]))

function isLinking(node: Block | Inline): boolean {
  switch (node.kind) {
    case 'link':
      return true
    case 'text':
    case 'code':
    case 'code-block':
      return false
    case 'quote':
      return node.blocks.some(isLinking)
    case 'list':
      return node.items.flat().some(isLinking)
    default:
      return node.content.some(isLinking)
  }
}
