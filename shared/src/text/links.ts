import { asciiHost } from './link-host.ts'
import { webAddress } from './url.ts'
import { Wrappers } from './wrappers.ts'

export interface Link {
  readonly href: string
  readonly text: string
  /** Where it leads, in ASCII, if the text does not say so plainly. */
  readonly host: string | null
}

/** What the eye reads is what the link opens: no quotes, brackets or bidi controls, and not what joins two addresses. */
const address =
  /(?<![a-z0-9])https?:\/\/(?:(?!['’](?![\p{L}\p{N}])|’[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]|[,;،؛|*'’()[\]]https?:\/\/)[^\s<>"`{}\\^“”„‘«»‹›。、，！？；：「」『』（）【】\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff])+/giu

const punctuation = /[\p{Terminal_Punctuation}…|]/u
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '》': '《', '〉': '〈' }

/** Cuts a text into plain pieces and addresses. Only http and https ever become links. */
export function splitLinks(text: string): (string | Link)[] {
  const pieces: (string | Link)[] = []
  const wrappers = new Wrappers(text)
  let from = 0
  for (const match of text.matchAll(address)) {
    wrappers.read(from, match.index)
    const link = linkOf(withoutTail(upToSecondBar(text, match.index, match[0]), wrappers))
    if (!link) continue
    if (match.index > from) pieces.push(text.slice(from, match.index))
    pieces.push(link)
    from = match.index + link.text.length
  }
  if (from < text.length) pieces.push(text.slice(from))
  return pieces
}

const upToSecondBar = (text: string, at: number, raw: string): string =>
  text.charAt(at - 1) === '|' ? (raw.split('|', 1)[0] ?? '') : raw

function linkOf(text: string): Link | null {
  const address = webAddress(text)
  return address && { href: address.href, text, host: asciiHost(address.authority, address.hostname) }
}

/** Without what ends the sentence, and brackets that the address has not opened. In one pass: there may be thousands. */
function withoutTail(text: string, wrappers: Wrappers): string {
  const surplus = new Map(Object.entries(brackets).map(([close, open]) => [close, excess(text, close, open)]))
  let end = text.length
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1)
    const extra = surplus.get(last) ?? 0
    if (extra > 0) surplus.set(last, extra - 1)
    else if (!punctuation.test(last) && !wrappers.closes(last)) break
  }
  return text.slice(0, end)
}

const excess = (text: string, close: string, open: string) =>
  text.split(close).length - text.split(open).length
