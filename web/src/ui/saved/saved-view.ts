import type { ConversationId, Message, SavedMessage, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import type { Client } from '../client.ts'
import { derived } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { PagedList } from '../components/paged-list.ts'
import { cutLine, el, sentence, type Child } from '../dom.ts'
import { conversationName, personName } from '../format/names.ts'
import { plain } from '../format/plain.ts'
import { systemText } from '../format/system-text.ts'
import { listTime } from '../format/time.ts'
import { savedPlaces } from './saved-places.ts'

interface Place {
  readonly conversationId: ConversationId
  readonly seq: number
}

/** What one has saved for later, each message as it is now. */
export class SavedView extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #title = el('h2', { class: 'header-name', tabindex: -1 }, words.pages.saved)
  readonly #list: PagedList<SavedMessage>

  constructor(client: Client, viewerId: UserId) {
    super(el('section', { class: 'saved' }))
    this.#client = client
    this.#viewerId = viewerId
    const back = iconButton('back', words.common.back, () => client.router.up({ name: 'home' }), {
      class: 'icon-button back-button',
    })
    this.#list = this.own(
      new PagedList<SavedMessage>({
        label: words.pages.saved,
        none: words.saved.none,
        load: (cursor) => client.actions.saved.list(cursor),
        row: (item) => this.#row(item),
      }),
    )
    const hint = el('p', { class: 'hint' }, words.saved.hint)
    this.root.append(
      el('header', { class: 'pane-head' }, back, this.#title),
      el('div', { class: 'saved-body' }, el('div', { class: 'saved-column' }, hint, this.#list.root)),
    )
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
    this.listen(this.root, 'keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) client.router.up({ name: 'home' })
    })
  }

  /** The others stay as they are, also under a finger. */
  #drop(place: Place): void {
    const item = this.root.querySelector(`[data-place="${keyOf(place)}"]`)?.closest('li')
    if (!item) return
    const next = item.nextElementSibling ?? item.previousElementSibling
    if (item.contains(document.activeElement))
      (next?.querySelector<HTMLElement>('a, button') ?? this.#title).focus()
    item.remove()
    if (!next) void this.#list.reload()
  }

  #row(item: SavedMessage): HTMLElement {
    const line = item.message ? this.#link(item, item.message) : this.#missing(item)
    const remove = iconButton('close', words.saved.remove, () => void this.#remove(item))
    return el('div', { class: 'saved-row', 'data-place': keyOf(item) }, line, remove)
  }

  #link({ conversationId: id, seq }: Place, message: Message): HTMLElement {
    const { state, clock } = this.#client
    const summary = state.conversation(id).get()
    const { createdAt, senderId } = message
    // With the other person alone, the place has the name of the sender.
    const isNamed = summary !== null && summary.peer?.id !== senderId
    const place = isNamed && el('span', { class: 'hit-place' }, cutLine(conversationName(summary)))
    const time = el('time', { class: 'row-time', datetime: createdAt }, listTime(createdAt, clock.now.get()))
    const name = el('span', { class: 'row-name' }, this.#name(message))
    const text = el('span', { class: 'hit-text', dir: 'auto' }, ...this.#text(message))
    const href = pathOf({ name: 'conversation', id, panel: null, seq })
    return el('a', { class: 'hit-row', href }, el('span', { class: 'row-line' }, name, place, time), text)
  }

  #missing({ conversationId, state }: SavedMessage): HTMLElement {
    const summary = this.#client.state.conversation(conversationId).get()
    const why = state === 'gone' ? words.saved.gone : words.saved.unavailable
    const place = summary && el('span', { class: 'hit-text' }, cutLine(conversationName(summary)))
    return el('div', { class: 'hit-row' }, el('span', { class: 'saved-missing' }, why), place)
  }

  #name({ senderId }: Message): Child {
    return senderId === this.#viewerId
      ? words.timeline.you
      : cutLine(personName(this.#client.state.person(senderId).get()))
  }

  #text({ senderId, system, text, attachments = [] }: Message): Child[] {
    const { state } = this.#client
    if (system) return sentence(systemText(state, senderId, system, this.#viewerId))
    if (state.blocked.get().has(senderId)) return [words.timeline.quoteFolded]
    return [plain(text) || attachments.map(({ name }) => name).join(', ')]
  }

  async #remove(item: SavedMessage): Promise<void> {
    if (await savedPlaces(this.#client).set(item, false)) this.#drop(item)
  }
}

const keyOf = ({ conversationId, seq }: Place): string => `${conversationId}/${seq}`
