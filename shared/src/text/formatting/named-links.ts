import { asciiHost } from '../link-host.ts'

/** Browsers and Node.js both have it, and the language alone does not. */
declare const URL: {
  parse(text: string): { readonly href: string; readonly protocol: string; readonly hostname: string } | null
}

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
  const url = scheme === '' ? null : URL.parse(written)
  if (!url) return null
  if (!url.protocol.startsWith('http')) return { href: url.href, told: rest.split('?', 1)[0] ?? rest }
  const [authority = ''] = rest.split(/[/?#]/, 1)
  // Whoever reads what stands before it takes that for the host.
  if (authority.includes('@') || url.hostname === '') return null
  return { href: url.href, told: asciiHost(authority, url.hostname) ?? authority.toLowerCase() }
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
