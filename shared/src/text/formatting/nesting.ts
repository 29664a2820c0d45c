import type { Link } from '../links.ts'
import type { Sides } from './flanking.ts'
import type { LinkPlace, Target } from './named-links.ts'
import type { Inline, Styled, Text } from './nodes.ts'

/** Nobody means more, and whoever draws it goes as deep. */
const depthMax = 12

/** What marks have opened, or a link, or the whole text, and what has come since. */
interface Frame {
  /** The marks that nothing has closed yet. */
  readonly mark: string
  readonly from: number
  to: number
  content: Inline[]
  depth: number
  readonly target: Target | null
}

const frame = (mark: string, from: number, to: number, target: Target | null = null): Frame => ({
  mark,
  from,
  to,
  content: [],
  depth: 0,
  target,
})

/** Builds what is in what while a text is read from its beginning to its end. */
export class Nesting {
  readonly #pieces: (from: number, to: number) => Text[]
  readonly #frames: Frame[] = [frame('', 0, 0)]
  /** Of each mark, the frames that it can close, the innermost last. */
  readonly #openers = new Map<string, number[]>()
  /** Nothing closes what was opened outside of a link within it. */
  #floor = 0

  /** @param pieces of the source, for a part of what is read */
  constructor(pieces: (from: number, to: number) => Text[]) {
    this.#pieces = pieces
  }

  /** @returns, as all of them do, where to go on */
  text(from: number, to: number): number {
    if (to > from) append(this.#top.content, this.#pieces(from, to))
    return to
  }

  code(from: number, to: number, end: number): number {
    append(this.#top.content, [{ kind: 'code', content: this.#pieces(from, to) }])
    return end
  }

  address({ href, host }: Link, from: number, to: number, end: number): number {
    append(this.#top.content, [{ kind: 'link', href, host, content: this.#pieces(from, to) }])
    return end
  }

  openLink({ target }: LinkPlace, end: number): number {
    this.#floor = this.#frames.length
    this.#frames.push(frame('', end - 1, end, target))
    return end
  }

  closeLink(_link: undefined, end: number): number {
    this.#dissolveAbove(this.#floor)
    const link = this.#frames.pop()
    this.#floor = 0
    if (!link?.target) return end
    const { content, target } = link
    const host = saysPlainly(content, target.told) ? null : target.told
    append(this.#top.content, [{ kind: 'link', href: target.href, host, content }])
    this.#top.depth = Math.max(this.#top.depth, link.depth + 1)
    return end
  }

  /** As many of one mark as stand beside each other. */
  run(from: number, to: number, mark: string, { opens, closes }: Sides): number {
    const isPaired = mark === '~' || mark === '|'
    if (isPaired ? to - from !== 2 : to - from > 3) return this.text(from, to)
    let at = from
    while (at < to) {
      const used = closes ? this.#close(mark, to - at, isPaired) : 0
      if (used === 0) break
      at += used
    }
    if (at === to || !opens) return this.text(at, to)
    this.#openersOf(mark).push(this.#frames.length)
    this.#frames.push(frame(mark, at, to))
    return to
  }

  end(): Inline[] {
    this.#dissolveAbove(0)
    return this.#top.content
  }

  #openersOf(mark: string): number[] {
    const openers = this.#openers.get(mark) ?? []
    this.#openers.set(mark, openers)
    return openers
  }

  get #top(): Frame {
    return this.#frames[this.#frames.length - 1] ?? frame('', 0, 0)
  }

  /** @returns how many of the marks have closed something */
  #close(mark: string, count: number, isPaired: boolean): number {
    const at = this.#openers.get(mark)?.at(-1) ?? 0
    const opener = this.#frames[at]
    if (at <= this.#floor || !opener) return 0
    this.#dissolveAbove(at)
    if (opener.depth >= depthMax) return 0
    const used = isPaired || (count > 1 && opener.to - opener.from > 1) ? 2 : 1
    const styled: Styled = { kind: kindOf(mark, used), content: opener.content }
    opener.to -= used
    opener.depth += 1
    opener.content = [styled]
    if (opener.to === opener.from) this.#dissolveAbove(at - 1)
    return used
  }

  /** Marks that nothing has closed are text. In one pass, so that nothing is moved from frame to frame. */
  #dissolveAbove(index: number): void {
    const below = this.#frames[index]
    for (const { mark, from, to, content, depth } of this.#frames.splice(index + 1)) {
      this.#openers.get(mark)?.pop()
      if (!below) continue
      if (to > from) append(below.content, this.#pieces(from, to))
      append(below.content, content)
      below.depth = Math.max(below.depth, depth)
    }
  }
}

function kindOf(mark: string, used: number): Styled['kind'] {
  if (mark === '~') return 'strike'
  if (mark === '|') return 'spoiler'
  return used === 2 ? 'strong' : 'emphasis'
}

/** Text that goes on where the text before it ended is one with it. */
function append(content: Inline[], more: readonly Inline[]): void {
  for (const node of more) {
    const last = content.at(-1)
    if (node.kind === 'text' && last?.kind === 'text' && last.at + last.text.length === node.at)
      content[content.length - 1] = { ...last, text: last.text + node.text }
    else content.push(node)
  }
}

/** Whether one reads where it leads, and nothing before it. */
function saysPlainly(content: readonly Inline[], told: string): boolean {
  const said = content.length === 1 && content[0]?.kind === 'text' ? content[0].text : ''
  const plain = said.toLowerCase().replace(/^(?:https?:\/\/|mailto:|tel:)/u, '')
  return (
    plain === told.toLowerCase() ||
    (plain.startsWith(told.toLowerCase()) && /^[/?#]/u.test(plain.slice(told.length)))
  )
}
