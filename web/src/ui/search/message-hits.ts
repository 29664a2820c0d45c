import type { SearchHit, SearchPage } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { Component } from '../component.ts'
import { PagedList } from '../components/paged-list.ts'
import { el } from '../dom.ts'
import { told } from '../format/told.ts'
import { snippet } from '../format/snippet.ts'
import { longDate } from '../format/time.ts'
import { listed } from '../list/listed.ts'
import { foundLine } from './found-line.ts'
import { hitRow, type HitContext } from './hit-row.ts'
import { settled } from './settled.ts'

/** The same search, of the conversations' names. */
export { listed }

const pauseMs = 250

/** Messages that were found by what is typed, below the conversations. */
export class MessageHits extends Component {
  readonly #context: HitContext
  readonly #list: PagedList<SearchHit, SearchPage>
  #sought = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(context: HitContext) {
    super(el('section', { class: 'hits', hidden: true, 'aria-label': words.hits.title }))
    const { client } = context
    this.#context = context
    this.#list = this.own(
      new PagedList<SearchHit, SearchPage>({
        label: words.hits.title,
        none: words.hits.none,
        load: (cursor) => client.actions.finding.search(this.#sought, cursor),
        row: (message) => this.#row(message),
        stopped,
      }),
    )
    this.root.append(el('h2', { class: 'hits-title' }, words.hits.title), this.#list.root)
    this.bind(client.clock.day, () => this.#list.redraw())
    this.onEnd(() => clearTimeout(this.#timer))
  }

  seek(typed: string): void {
    const text = settled(typed)
    if (text === this.#sought) return
    this.#sought = text
    clearTimeout(this.#timer)
    this.root.hidden = text === ''
    if (text === '') this.#list.clear('')
    else this.#timer = setTimeout(() => void this.#list.reload(), pauseMs)
  }

  links(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>('a, button')]
  }

  #row(message: SearchHit): HTMLElement {
    const line = message.text === '' ? { text: told(message), found: [] } : foundLine(message)
    const pieces = snippet(line.text, line.found)
    const text = pieces.map((piece) => (piece.isMatch ? el('mark', {}, piece.text) : piece.text))
    return hitRow(this.#context, message, text)
  }
}

const stopped = ({ complete, searchedTo }: SearchPage) => {
  if (complete) return null
  const text = searchedTo === null ? words.hits.searchedPart : words.hits.searchedTo(longDate(searchedTo))
  return { text, goOn: words.hits.searchOn }
}
