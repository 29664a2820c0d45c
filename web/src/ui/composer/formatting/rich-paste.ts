/** What other programs write for what Parley has a mark for. */
const markOf: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  s: '~~',
  del: '~~',
  strike: '~~',
  code: '`',
}
const unseen = new Set(['head', 'style', 'script', 'title', 'template', 'noscript', 'svg', 'math'])
const breaking = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'pre',
  'blockquote',
  'tr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
])
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/** Characters. A clipboard may hold a book, of which a message takes 8,000. */
const longest = 100_000
const token = /<!--[^]*?-->|<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|[^<]+|</giu

interface Open {
  readonly name: string
  readonly mark: string
  /** Where its text begins in what has been written so far. */
  readonly at: number
  readonly href: string | null
  items: number
}

/**
 * The text of a piece of a page, with marks for what stands out in it. Null where nothing does, and the plain text beside
 * it says as much. Read as text: no browser makes elements of it.
 */
export function marksOfHtml(html: string): string | null {
  const reader = new HtmlReader()
  for (const [whole, slash, name, attributes] of html.slice(0, longest).matchAll(token)) {
    if (name === undefined) reader.text(whole)
    else if (slash === '/') reader.close(name.toLowerCase())
    else reader.open(name.toLowerCase(), attributes ?? '')
  }
  return reader.end()
}

class HtmlReader {
  #written = ''
  #hasMarks = false
  readonly #open: Open[] = []

  text(raw: string): void {
    if (raw.startsWith('<!--') || this.#open.some(({ name }) => unseen.has(name))) return
    const text = decoded(raw)
    const isCode = this.#open.some(({ name }) => name === 'pre')
    const folded = isCode ? text : text.replace(/[ \t\r\n]+/g, ' ')
    this.#written += this.#atLineStart() && !isCode ? folded.trimStart() : folded
  }

  open(name: string, attributes: string): void {
    if (name === 'br') return void (this.#written += this.#newLine())
    if (name === 'hr' || name === 'img' || name === 'meta' || name === 'link' || name === 'input') return
    if (breaking.has(name)) this.#breakLine()
    if (name === 'pre') this.#written += '```\n'
    if (name === 'li') this.#beginItem()
    const isPlain =
      /font-weight:\s*(?:normal|400)/i.test(attributes) || this.#open.some((one) => one.name === 'pre')
    const mark = isPlain ? '' : (markOf[name] ?? '')
    const href =
      name === 'a' ? /\bhref\s*=\s*"((?:https?:|mailto:|tel:)[^"]*)"/iu.exec(attributes)?.[1] : undefined
    const place = this.#written.length
    this.#open.push({ name, mark, at: place, href: href === undefined ? null : decoded(href), items: 0 })
  }

  close(name: string): void {
    const index = this.#open.findLastIndex((one) => one.name === name)
    if (index < 0) return
    for (const one of this.#open.splice(index).reverse()) this.#finish(one)
    if (breaking.has(name)) this.#breakLine()
  }

  end(): string | null {
    for (const one of this.#open.splice(0).reverse()) this.#finish(one)
    return this.#hasMarks ? this.#written.trim().replace(/\n{3,}/g, '\n\n') : null
  }

  #finish({ name, mark, at, href }: Open): void {
    const raw = this.#written.slice(at)
    const text = raw.trim()
    if (name === 'pre') {
      this.#hasMarks = true
      this.#written = `${this.#written.slice(0, at)}${raw.replace(/\n$/, '')}\n\`\`\``
    } else if (name === 'blockquote') this.#replace(at, raw, text.replace(/^/gm, '> '))
    else if (text !== '' && !text.includes('\n') && mark !== '')
      this.#replace(at, raw, `${mark}${text}${mark}`)
    else if (text !== '' && href !== null && !/[\s()]/.test(href) && href !== text)
      this.#replace(at, raw, `[${text}](${href})`)
  }

  /** What stands out, with the blanks around it outside of its marks. */
  #replace(at: number, raw: string, marked: string): void {
    this.#hasMarks = true
    const [before, after] = [
      raw.slice(0, raw.length - raw.trimStart().length),
      raw.slice(raw.trimEnd().length),
    ]
    this.#written = this.#written.slice(0, at) + before + marked + after
  }

  #beginItem(): void {
    const list = this.#open.findLast(({ name }) => name === 'ul' || name === 'ol')
    const depth = this.#open.filter(({ name }) => name === 'ul' || name === 'ol').length
    if (list) list.items += 1
    this.#hasMarks = true
    this.#written += `${depth > 1 ? '  ' : ''}${list?.name === 'ol' ? `${list.items}. ` : '- '}`
  }

  #atLineStart(): boolean {
    return this.#written === '' || /\n$|(?:^|\n) *(?:- |\d+\. )$/.test(this.#written.slice(-24))
  }

  #newLine(): string {
    return this.#written === '' ? '' : '\n'
  }

  #breakLine(): void {
    if (this.#atLineStart()) return
    if (this.#written.endsWith(' ')) this.#written = this.#written.trimEnd()
    this.#written += '\n'
  }
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/giu,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
        ? String.fromCodePoint(point)
        : ''
    },
  )
