import * as limits from '../../limits.ts'
import { parseText } from './blocks.ts'
import { kindBefore } from './flanking.ts'
import type { Block, Inline, Mention, Text } from './nodes.ts'

/** Nobody is called so: it stands for all members. */
export const allName = 'all'

/** Of a name that ends a sentence, the longest comes first. */
type Find = (names: readonly string[]) => string | undefined

/** What another `@` follows is an address. */
const written = /@([A-Za-z0-9._-]+)(?![A-Za-z0-9._@-])/g

/**
 * With those names as mentions that are found. Not within quotes, which others wrote, nor in code and links; so that
 * whoever asks for a text what it mentions, and whoever shows it, see the same.
 */
export const withMentions = (blocks: readonly Block[], find: Find): Block[] =>
  blocks.map((block): Block => {
    switch (block.kind) {
      case 'paragraph':
        return { ...block, content: inContent(block.content, find) }
      case 'list':
        return { ...block, items: block.items.map((item) => withMentions(item, find)) }
      case 'code-block':
      case 'quote':
        return block
    }
  })

/** Which of these names a text mentions, in order, each once. */
export function mentionsIn(source: string, names: ReadonlySet<string>): string[] {
  const mentioned = new Set<string>()
  withMentions(parseText(source), (possible) => {
    const name = possible.find((one) => names.has(one))
    if (name !== undefined) mentioned.add(name)
    return undefined
  })
  return [...mentioned]
}

/** All that could be names in a text; of more than a message can mention, the first. */
export function mentionable(source: string): Set<string> {
  const [names, shortest] = [new Set<string>(), new Set<string>()]
  withMentions(parseText(source), (possible) => {
    const last = possible.at(-1) ?? ''
    if (last !== allName && shortest.size < limits.mentionsMax) shortest.add(last)
    if (last === allName || shortest.has(last)) for (const name of possible) names.add(name)
    return undefined
  })
  return names
}

const inContent = (content: readonly Inline[], find: Find): Inline[] =>
  content.flatMap((node): Inline[] => {
    switch (node.kind) {
      case 'text':
        return split(node, find)
      case 'code':
      case 'link':
      case 'mention':
        return [node]
      default:
        return [{ ...node, content: inContent(node.content, find) }]
    }
  })

function split(node: Text, find: Find): (Text | Mention)[] {
  const pieces: (Text | Mention)[] = []
  const { text, at } = node
  const piece = (from: number, to: number): Text => ({
    kind: 'text',
    text: text.slice(from, to),
    at: at + from,
  })
  let from = 0
  for (const { 1: run = '', index } of text.matchAll(written)) {
    const possible = kindBefore(text, index) === 'letter' ? [] : namesIn(run)
    const name = possible.length === 0 ? undefined : find(possible)
    if (name === undefined) continue
    const end = index + 1 + name.length
    if (index > from) pieces.push(piece(from, index))
    pieces.push({ kind: 'mention', name, content: [piece(index, end)] })
    from = end
  }
  if (from === 0) return [node]
  if (from < text.length) pieces.push(piece(from, text.length))
  return pieces
}

/** A name may end in dots and dashes, but mostly it is the sentence that does. */
function namesIn(run: string): string[] {
  const names: string[] = []
  for (let end = run.length; end >= limits.usernameMin; end -= 1) {
    if (end <= limits.usernameMax) names.push(run.slice(0, end).toLowerCase())
    if (!/[._-]/.test(run.charAt(end - 1))) break
  }
  return names
}
