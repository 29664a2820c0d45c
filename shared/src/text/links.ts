/** Browsers and Node.js both have it, and the language alone does not. */
declare const URL: { parse(text: string): { readonly href: string; readonly protocol: string } | null }

export interface Link {
  href: string
  text: string
}

/** No quotes, brackets or bidi controls inside: what the eye reads is what the link opens. */
const address =
  /\bhttps?:\/\/[^\s<>"'`{}|\\^“”„‘’«»。、，！？；：「」『』（）【】\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/giu
const trailing = new Set('.,;:!?…*_~-')
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[' }

/** Cuts a text into plain pieces and addresses. Only http and https ever become links. */
export function splitLinks(text: string): (string | Link)[] {
  const pieces: (string | Link)[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const link = linkOf(match[0])
    if (!link) continue
    if (match.index > from) pieces.push(text.slice(from, match.index))
    pieces.push(link)
    from = match.index + link.text.length
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

function linkOf(raw: string): Link | null {
  const text = withoutTail(raw)
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  return { href: url.href, text }
}

/**
 * A full stop or a bracket after an address belongs to the sentence, unless the address opened the
 * bracket. In one pass, because somebody may send eight thousand brackets.
 */
function withoutTail(text: string): string {
  const surplus = new Map(Object.entries(brackets).map(([close, open]) => [close, excess(text, close, open)]))
  let end = text.length
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1)
    const extra = surplus.get(last) ?? 0
    if (extra > 0) surplus.set(last, extra - 1)
    else if (!trailing.has(last)) break
  }
  return text.slice(0, end)
}

const excess = (text: string, close: string, open: string) =>
  text.split(close).length - text.split(open).length
