import { splitLinks, type Link } from '../links.ts'
import { codeSpans, type CodePlace } from './code-spans.ts'
import { sidesOf } from './flanking.ts'
import type { Joined } from './lines.ts'
import { namedLinks, type LinkPlace } from './named-links.ts'
import { Nesting } from './nesting.ts'
import type { Inline } from './nodes.ts'

const special = /[`*_~|[]|https?:/iu
const runs = /([*_~|])\1*/gu

interface Address {
  readonly link: Link
  readonly from: number
  readonly to: number
  readonly end: number
}

/** What marks make of a part of a text. In linear time: whatever might be looked for twice is found before. */
export function parseInline(whole: Joined, from: number, to: number): Inline[] {
  const text = whole.text.slice(from, to)
  const nesting = new Nesting((start, end) => whole.pieces(from + start, from + end))
  if (special.test(text)) read(text, nesting)
  else nesting.text(0, text.length)
  return nesting.end()
}

function read(text: string, nesting: Nesting): void {
  const code = codeSpans(text)
  const bare = withoutCode(text, code)
  const named = namedLinks(bare)
  const ends = new Map([...named.values()].map((place) => [place.textEnd, place]))
  const addresses = addressesIn(bare)
  const ofRuns = new Map([...bare.matchAll(runs)].map(({ 0: run, index }) => [index, index + run.length]))
  const places = [code, named, ends, addresses, ofRuns].flatMap((found) => [...found.keys()])
  let inLink: LinkPlace | undefined
  let at = 0
  for (const place of [...new Set(places)].sort((a, b) => a - b)) {
    if (place < at) continue
    nesting.text(at, place)
    at = readAt(place)
  }
  nesting.text(at, text.length)

  function readAt(place: number): number {
    const [span, link, ended, address] = [
      code.get(place),
      named.get(place),
      ends.get(place),
      addresses.get(place),
    ]
    if (span) return nesting.code(span.from, span.to, span.end)
    if (link) return nesting.openLink((inLink = link), place + 1)
    if (ended && ended === inLink) return nesting.closeLink((inLink = undefined), ended.end)
    if (address && inLink) return nesting.text(place, Math.min(address.end, inLink.textEnd))
    if (address) return nesting.address(address.link, address.from, address.to, address.end)
    const end = ofRuns.get(place) ?? place
    return nesting.run(place, end, text.charAt(place), sidesOf(text, place, end))
  }
}

/** As long as before, so that places stay what they are. */
function withoutCode(text: string, code: ReadonlyMap<number, CodePlace>): string {
  let [bare, at] = ['', 0]
  for (const [index, { end }] of code) {
    bare += text.slice(at, index) + ' '.repeat(end - index)
    at = end
  }
  return bare + text.slice(at)
}

/** By where they begin. Angle brackets around one are marks. */
function addressesIn(bare: string): Map<number, Address> {
  const found = new Map<number, Address>()
  let at = 0
  // No address goes on where the text of a link ends and its target begins.
  for (const piece of splitLinks(bare.replaceAll('](', '] '))) {
    const from = at
    at += typeof piece === 'string' ? piece.length : piece.text.length
    if (typeof piece === 'string') continue
    const isWrapped = bare.charAt(from - 1) === '<' && bare.charAt(at) === '>'
    found.set(isWrapped ? from - 1 : from, { link: piece, from, to: at, end: isWrapped ? at + 1 : at })
  }
  return found
}
