import { parseInline } from './inline.ts'
import { isBlank, Joined, linesOf, without, type Line } from './lines.ts'
import type { Block, CodeBlock, Inline, List, Quote, Text } from './nodes.ts'

/** Quotes and lists in one another. */
const nestingMax = 4
const listsMax = 2

/** How deep one is. */
interface Depth {
  readonly nested: number
  readonly lists: number
}

const fence = /^ {0,3}(`{3,})([^`]*)$/
const quoteMark = /^ {0,3}> ?/
/** A line of nothing but marks is a line that somebody has drawn. */
const itemMark = /^ {0,3}(?:([-*])|(\d{1,9})([.)])) {1,4}(?=.*[^-*\s])/

/** What somebody typed, by the marks of Parley's part of CommonMark. In linear time, and nothing of it is lost. */
export const parseText = (source: string): Block[] => parse(linesOf(source), { nested: 0, lists: 0 })

function parse(lines: readonly Line[], depth: Depth): Block[] {
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const end = paragraphEnd(lines, at, depth)
    const paragraph = withoutBlankEnds(lines.slice(at, end))
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', content: inlineOf(paragraph) })
    if (end === lines.length) break
    const [block, next] = blockAt(lines, end, depth)
    blocks.push(block)
    at = next
  }
  return blocks
}

/** The first line from there on that begins something else. */
function paragraphEnd(lines: readonly Line[], from: number, depth: Depth): number {
  let at = from
  for (; at < lines.length; at += 1) {
    const line = lines[at]
    const follows = at > from && line !== undefined && !isBlank(lines[at - 1] ?? line)
    if (line && beginsBlock(line, depth, follows)) break
  }
  return at
}

/** @param follows whether it follows a line of a paragraph: a number there is part of the sentence, unless it is 1 */
function beginsBlock({ text }: Line, { nested, lists }: Depth, follows: boolean): boolean {
  if (fence.test(text)) return true
  if (nested === nestingMax) return false
  if (quoteMark.test(text)) return true
  const item = lists < listsMax ? itemMark.exec(text) : null
  return item !== null && !(follows && item[2] !== undefined && Number(item[2]) !== 1)
}

type Found = [block: Block, next: number]

function blockAt(lines: readonly Line[], at: number, depth: Depth): Found {
  const text = lines[at]?.text ?? ''
  if (fence.test(text)) return codeAt(lines, at)
  return quoteMark.test(text) ? quoteAt(lines, at, depth) : listAt(lines, at, depth)
}

/** One that is never closed goes on to the end. */
function codeAt(lines: readonly Line[], at: number): [CodeBlock, number] {
  const [, marks = '', info = ''] = fence.exec(lines[at]?.text ?? '') ?? []
  const isEnd = ({ text }: Line) => {
    const [, closing = '', rest = ''] = fence.exec(text) ?? []
    return closing.length >= marks.length && rest.trim() === ''
  }
  const content: Text[] = []
  let end = at + 1
  for (let line = lines[end]; line && !isEnd(line); line = lines[(end += 1)])
    content.push({ kind: 'text', text: line.text, at: line.at })
  return [{ kind: 'code-block', language: info.trim(), lines: content }, end + 1]
}

/** Each line says that it is quoted: what stands below is one's own again. */
function quoteAt(lines: readonly Line[], at: number, { nested, lists }: Depth): [Quote, number] {
  const quoted: Line[] = []
  let end = at
  for (; end < lines.length; end += 1) {
    const line = lines[end]
    const mark = line && quoteMark.exec(line.text)
    if (!line || !mark) break
    quoted.push(without(line, mark[0].length))
  }
  return [{ kind: 'quote', blocks: parse(quoted, { nested: nested + 1, lists }) }, end]
}

function listAt(lines: readonly Line[], at: number, { nested, lists }: Depth): [List, number] {
  const first = itemMark.exec(lines[at]?.text ?? '')
  const items: (readonly Block[])[] = []
  let next = at
  for (let mark = first; mark && isSameList(mark, first); mark = itemMark.exec(lines[next]?.text ?? '')) {
    const [item, end] = itemLines(lines, next, mark[0].length)
    items.push(parse(item, { nested: nested + 1, lists: lists + 1 }))
    next = end
  }
  return [{ kind: 'list', start: first?.[2] === undefined ? null : Number(first[2]), items }, next]
}

/** With the same mark: another one begins another list. */
const isSameList = (mark: RegExpExecArray, first: RegExpExecArray | null): boolean =>
  mark[1] === first?.[1] && mark[3] === first?.[3]

/** An item goes on in lines that are as far in as its text, or two spaces, and over empty lines between those. */
function itemLines(lines: readonly Line[], at: number, markLength: number): [Line[], number] {
  const head = lines[at]
  const item = head ? [without(head, markLength)] : []
  const indented = new RegExp(`^ {2,${markLength}}`)
  let [next, blanks]: [number, Line[]] = [at + 1, []]
  for (let index = next; index < lines.length; index += 1) {
    const line = lines[index]
    if (!line) break
    const indent = indented.exec(line.text)?.[0].length ?? 0
    if (isBlank(line)) blanks.push(line)
    else if (indent > 0) {
      item.push(...blanks, without(line, indent))
      blanks = []
      next = index + 1
    } else {
      if (itemMark.test(line.text)) next = index
      break
    }
  }
  return [item, next]
}

function withoutBlankEnds(lines: readonly Line[]): readonly Line[] {
  const from = lines.findIndex((line) => !isBlank(line))
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex((line) => !isBlank(line)) + 1)
}

/** Marks hold within lines that follow one another; an empty line ends them. */
function inlineOf(lines: readonly Line[]): Inline[] {
  const whole = new Joined(lines)
  const content: Inline[] = []
  let from = 0
  for (const gap of [...whole.text.matchAll(/\n(?:[^\S\n]*\n)+/g), null]) {
    const to = gap?.index ?? whole.text.length
    content.push(...parseInline(whole, from, to))
    if (gap) content.push(...whole.pieces(to, to + gap[0].length))
    from = to + (gap?.[0].length ?? 0)
  }
  return content
}
