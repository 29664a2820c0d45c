import type { SearchHit, SearchPage } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { PagedList } from '../components/paged-list.ts'
import { el, cutLine, replaceChildren } from '../dom.ts'
import { conversationName, personName } from '../format/names.ts'
import { told } from '../format/told.ts'
import { snippet } from '../format/snippet.ts'
import { listTime, longDate } from '../format/time.ts'
import { listed } from '../list/listed.ts'
import { foundLine } from './found-line.ts'
import { settled } from './settled.ts'

/** The same search, of the conversations' names. */
export { listed }

const pauseMs = 250

/** Messages that were found by what is typed, below the conversations. */
export class MessageHits extends Component {
  readonly #client: Client
  readonly #list: PagedList<SearchHit, SearchPage>
  #sought = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(client: Client) {
    super(el('section', { class: 'hits', hidden: true, 'aria-label': words.hits.title }))
    this.#client = client
    this.#list = this.own(
      new PagedList<SearchHit, SearchPage>({
        label: words.hits.title,
        none: words.hits.none,
        load: (cursor) => client.actions.messages.search(this.#sought, cursor),
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
    const { conversationId: id, seq, senderId, createdAt } = message
    const summary = this.#client.state.conversation(id).get()
    const name = el(
      'span',
      { class: 'row-name' },
      cutLine(personName(this.#client.state.person(senderId).get())),
    )
    // With the other person alone, the place has the name of the sender.
    const known = summary !== null && summary.peer?.id !== senderId
    const place = known && el('span', { class: 'hit-place' }, cutLine(conversationName(summary)))
    const time = el(
      'time',
      { class: 'row-time', datetime: createdAt },
      listTime(createdAt, this.#client.clock.now.get()),
    )
    const text = el('span', { class: 'hit-text', dir: 'auto' })
    const line = message.text === '' ? { text: told(message), found: [] } : foundLine(message)
    const pieces = snippet(line.text, line.found)
    replaceChildren(text, ...pieces.map((piece) => (piece.isMatch ? el('mark', {}, piece.text) : piece.text)))
    const href = pathOf({ name: 'conversation', id, panel: null, seq })
    const top = el('span', { class: 'row-line' }, name, place, time)
    return el('a', { class: 'hit-row', href }, top, text)
  }
}

const stopped = ({ complete, searchedTo }: SearchPage) => {
  if (complete) return null
  const text = searchedTo === null ? words.hits.searchedPart : words.hits.searchedTo(longDate(searchedTo))
  return { text, goOn: words.hits.searchOn }
}
