import type { SavedMessage, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { iconButton } from '../components/button.ts'
import { PagedList } from '../components/paged-list.ts'
import { cutLine, el } from '../dom.ts'
import { conversationName } from '../format/names.ts'
import { hitRow } from '../search/hit-row.ts'
import { ListPage } from '../views/list-page.ts'
import { keyOf, savedPlaces, type SavedPlace } from './saved-places.ts'

/** What one has saved for later, each message as it is now. */
export class SavedView extends ListPage {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #list: PagedList<SavedMessage>

  constructor(client: Client, viewerId: UserId) {
    super(client, words.pages.saved)
    this.#client = client
    this.#viewerId = viewerId
    this.#list = this.own(
      new PagedList<SavedMessage>({
        label: words.pages.saved,
        none: words.saved.none,
        load: (cursor) => client.actions.saved.list(cursor),
        row: (item) => this.#row(item),
      }),
    )
    this.fill(el('p', { class: 'hint list-page-hint' }, words.saved.hint), this.#list.root)
    const before = client.state.saved.get()
    // The rows name conversations and hide what is folded, so both have to be known.
    const known = derived(
      [client.state.blocked, client.state.conversations],
      (blocked, list) => list && blocked,
    )
    this.bind(known, (blocked) => void (blocked && this.#list.reload()))
    this.bind(client.state.saved, (change) => {
      if (!change || change === before) return
      if (change.isSaved) void this.#list.reload()
      else this.#drop(change)
    })
  }

  #drop(place: SavedPlace): void {
    const hadFocus = this.root.contains(document.activeElement)
    const item = this.#list.items.find((each) => keyOf(each) === keyOf(place))
    if (item) this.#list.remove(item)
    if (hadFocus && !this.root.contains(document.activeElement)) this.title.focus()
  }

  #row(item: SavedMessage): HTMLElement {
    const { message } = item
    const context = { client: this.#client, viewerId: this.#viewerId }
    const line = message ? hitRow(context, message) : this.#missing(item)
    const remove = iconButton('close', words.saved.remove, () => void this.#remove(item))
    return el('div', { class: 'saved-row' }, line, remove)
  }

  #missing({ conversationId, state }: SavedMessage): HTMLElement {
    const summary = this.#client.state.conversation(conversationId).get()
    const why = state === 'gone' ? words.saved.gone : words.saved.unavailable
    const place = summary && el('span', { class: 'hit-text' }, cutLine(conversationName(summary)))
    return el('div', { class: 'hit-row' }, el('span', { class: 'saved-missing' }, why), place)
  }

  async #remove(item: SavedMessage): Promise<void> {
    if (await savedPlaces(this.#client).set(item, false)) this.#drop(item)
  }
}
