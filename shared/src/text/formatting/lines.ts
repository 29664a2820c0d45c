import type { Text } from './nodes.ts'

/** A line without its end and without what makes it part of a quote or a list, and where in the source it begins. */
export interface Line {
  readonly text: string
  readonly at: number
}

export function linesOf(source: string): Line[] {
  let at = 0
  return source.split('\n').map((text) => {
    const line = { text, at }
    at += text.length + 1
    return line
  })
}

export const isBlank = ({ text }: Line): boolean => text.trim() === ''

export const without = ({ text, at }: Line, characters: number): Line => ({
  text: text.slice(characters),
  at: at + Math.min(characters, text.length),
})

/** Lines that belong together as one text, though marks stand before each of them in the source. */
export class Joined {
  readonly text: string
  readonly #lines: readonly (Line & { readonly from: number })[]

  constructor(lines: readonly Line[]) {
    this.text = lines.map(({ text }) => text).join('\n')
    let from = 0
    this.#lines = lines.map((line) => {
      const placed = { ...line, from }
      from += line.text.length + 1
      return placed
    })
  }

  /** The same part of the source: one piece, or several where marks stand between them. */
  pieces(from: number, to: number): Text[] {
    const found: Text[] = []
    for (let index = this.#lineAt(from); index < this.#lines.length; index += 1) {
      const line = this.#lines[index]
      if (!line || line.from >= to) break
      const [start, end] = [Math.max(from, line.from), Math.min(to, line.from + line.text.length + 1)]
      const [text, at] = [this.text.slice(start, end), line.at + start - line.from]
      const last = found.at(-1)
      if (last && last.at + last.text.length === at)
        found[found.length - 1] = { ...last, text: last.text + text }
      else if (text !== '') found.push({ kind: 'text', text, at })
    }
    return found
  }

  #lineAt(offset: number): number {
    let [low, high] = [0, this.#lines.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#lines[middle]?.from ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
