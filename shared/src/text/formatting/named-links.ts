import { asciiHost } from '../link-host.ts'
import { parseUrl, webAddress } from '../url.ts'

export interface Target {
  readonly href: string
  /** What the link must say somewhere, so that nobody is led elsewhere than they read. */
  readonly told: string
}

export interface LinkPlace {
  /** Where its text ends, and where all of it does. */
  readonly textEnd: number
  readonly end: number
  readonly target: Target
}

/** No blanks, quotes or angle brackets, and nothing that is not seen or that turns the direction. */
const plain = /^[^\s<>"`{}\\^\p{Cc}\p{Cf}]+$/u
/** Those of programs, too, are shorter. */
const longest = 2_048

/** Where it leads, if that is a place that may be linked: http, https, mailto and tel. */
export function targetOf(written: string): Target | null {
  if (written.length > longest || !plain.test(written)) return null
  const [, scheme = '', rest = ''] = /^(https?:\/\/|mailto:|tel:)(.+)$/iu.exec(written) ?? []
  if (scheme === '') return null
  if (!scheme.endsWith('/')) {
    const url = parseUrl(written)
    return url && { href: url.href, told: rest.split('?', 1)[0] ?? rest }
  }
  const address = webAddress(written)
  if (!address) return null
  const { href, authority, hostname } = address
  return { href, told: asciiHost(authority, hostname) ?? authority.toLowerCase() }
}

/** The links with a text of their own, `[text](target)`, by where they begin. None lies within another. */
export function namedLinks(text: string): Map<number, LinkPlace> {
  const found = new Map<number, LinkPlace>()
  const closing = closingParentheses(text)
  let open: number[] = []
  for (const { 0: bracket, index } of text.matchAll(/[[\]]/g)) {
    if (bracket === '[') {
      open.push(index)
      continue
    }
    const start = open.pop()
    const end = closing.get(index + 1)
    const target = start === undefined || end === undefined ? null : targetOf(text.slice(index + 2, end))
    if (start === undefined || end === undefined || !target || start + 1 === index) continue
    found.set(start, { textEnd: index, end: end + 1, target })
    open = []
  }
  return found
}

/** Of each opening one on its line without a blank between. In one pass: there may be thousands. */
function closingParentheses(text: string): Map<number, number> {
  const closing = new Map<number, number>()
  let open: number[] = []
  for (const { 0: sign, index } of text.matchAll(/[()\s]/g)) {
    if (sign === '(') open.push(index)
    else if (sign !== ')') open = []
    else {
      const start = open.pop()
      if (start !== undefined) closing.set(start, index)
    }
  }
  return closing
}
