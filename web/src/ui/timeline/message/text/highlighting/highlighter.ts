import { idle } from '../../../../../idle.ts'
import { tokensOf, type CodeToken } from './tokens.ts'

/** What the browser paints in the colours of code. The page itself stays as it is: nothing is put into it. */
type Painted = readonly (readonly [Highlight, AbstractRange])[]

const painted = new Map<HTMLElement, Painted>()

/** Colours the code of a block, a piece at a time and while nothing else is to be done. */
export async function highlight(code: HTMLElement, language: string): Promise<void> {
  if (!('highlights' in CSS)) return // an older browser shows it in one colour
  for (const tokens of tokensOf(code.textContent, language)) {
    await idle()
    if (!code.isConnected) return
    forgetGone()
    painted.set(code, [...(painted.get(code) ?? []), ...paint(code, tokens)])
  }
}

function paint(code: HTMLElement, tokens: readonly CodeToken[]): Painted {
  const texts = textsOf(code)
  return tokens.flatMap(({ kind, start, end }) => {
    const [from, to] = [placeOf(texts, start), placeOf(texts, end - 1)]
    if (!from || !to) return []
    const range = new StaticRange({
      startContainer: from.text,
      startOffset: start - from.start,
      endContainer: to.text,
      endOffset: end - to.start,
    })
    return [[highlightNamed(`code-${kind}`).add(range), range] as const]
  })
}

function highlightNamed(name: string): Highlight {
  const known = CSS.highlights.get(name)
  if (known) return known
  const made = new Highlight()
  CSS.highlights.set(name, made)
  return made
}

/** Messages that are drawn anew, or are not in sight any more, leave their ranges behind. */
function forgetGone(): void {
  for (const [code, ranges] of painted) {
    if (code.isConnected) continue
    for (const [highlight, range] of ranges) highlight.delete(range)
    painted.delete(code)
  }
}

interface Place {
  readonly text: Node
  readonly start: number
}

/** Marks of a search part the text. */
function textsOf(code: HTMLElement): Place[] {
  const places: Place[] = []
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT)
  for (let start = 0, text = walker.nextNode(); text; text = walker.nextNode()) {
    places.push({ text, start })
    start += text.textContent?.length ?? 0
  }
  return places
}

/** The one that has the character at this place. */
const placeOf = (texts: readonly Place[], at: number): Place | undefined =>
  texts.findLast(({ start }) => start <= at)
