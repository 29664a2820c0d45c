import type { ConversationId, ConversationSummary, UserId } from '@parley/shared'
import { limits } from '@parley/shared/limits'

import { words } from '../../i18n/index.ts'
import type { Route } from '../../router.ts'
import type { Readable } from '../../state/observable.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren, setAttribute } from '../dom.ts'
import { FirstHere } from '../home/first-here.ts'
import { KeyedList } from '../keyed-list.ts'
import { walk } from '../list-keys.ts'
import { PeerWatch } from '../peer-watch.ts'
import { Slot } from '../slot.ts'
import { switcherKey } from '../switcher/shortcut-keys.ts'
import { ConversationRow } from './conversation-row.ts'
import { Invitations } from './invitations.ts'
import { ListFilter } from './list-filter.ts'
import { ListFoot } from './list-foot.ts'
import { listHead } from './list-head.ts'
import { chosenOf, listed, listState } from './listed.ts'
import { MessageHits } from './message-hits.ts'

interface ListOptions {
  readonly viewerId: UserId
  readonly isAlone: Readable<boolean>
  openSwitcher(): void
}

export class ConversationListView extends Component {
  readonly #client: Client
  readonly #field: HTMLInputElement
  readonly #filter: ListFilter
  readonly #items = el('ul', { class: 'conversations', role: 'list' })
  readonly #state = el('div', { class: 'list-state' })
  readonly #rows: KeyedList<ConversationSummary, ConversationRow>
  readonly #peers: PeerWatch
  readonly #hits: MessageHits
  #open: ConversationId | null = null

  constructor(client: Client, { viewerId, isAlone, openSwitcher }: ListOptions) {
    super(el('nav', { class: 'sidebar', 'aria-label': words.list.title }))
    this.#client = client
    this.#field = this.#searchField()
    this.#filter = this.own(new ListFilter(client.state.unreadConversations, () => this.#show()))
    this.#rows = new KeyedList(this.#items, {
      key: (summary) => summary.conversation.id,
      create: (summary) => new ConversationRow(client, viewerId, summary),
    })
    this.#hits = this.own(new MessageHits(client))
    const invitations = this.own(new Invitations(client))
    const first = el('div', { class: 'first-in-list' })
    const content = [invitations.root, this.#items, this.#state, this.#hits.root, first]
    const scroller = el('div', { class: 'conversations-scroll' }, ...content)
    const foot = this.own(new ListFoot(client))
    const search = searchBox(this.#field, openSwitcher)
    this.root.append(listHead(client, viewerId), search, this.#filter.root, scroller, foot.root)
    this.listen(this.root, 'keydown', (event) => walk(event, this.#links()))
    this.#peers = this.own(new PeerWatch(client))
    const slot = this.own(new Slot(first))
    this.bind(isAlone, (alone) =>
      slot.show(alone ? 'first' : 'others', () => (alone ? new FirstHere(client, viewerId) : null)),
    )
    this.bind(client.state.conversations, () => this.#show())
    this.bind(client.router.route, (route) => this.#follow(route))
    this.own(this.#rows)
  }

  /** Looks for it here, as if it had been typed. */
  seek(text: string): void {
    this.#field.value = text
    this.#typed()
    this.#field.focus()
  }

  /** The one before or after what is open, as the list has them. */
  neighbour(step: -1 | 1): ConversationId | null {
    const shown = this.#shown()
    const at = shown.findIndex(({ conversation }) => conversation.id === this.#open)
    const next = shown[at < 0 ? (step === 1 ? 0 : shown.length - 1) : at + step]
    return next?.conversation.id ?? null
  }

  #searchField(): HTMLInputElement {
    return el('input', {
      type: 'search',
      class: 'search-field',
      placeholder: words.list.search,
      'aria-label': words.list.search,
      autocomplete: 'off',
      dir: 'auto',
      maxlength: limits.searchMax,
      oninput: () => this.#typed(),
      onkeydown: (event) => {
        const [first] = this.#links()
        if (event.key === 'Enter' && this.#wanted !== '') first?.click()
      },
    })
  }

  get #wanted(): string {
    return this.#field.value.trim()
  }

  #links(): HTMLElement[] {
    return [...this.#items.querySelectorAll('a'), ...this.#hits.links()]
  }

  /** Whoever comes back from a conversation goes on where they left the list. */
  #follow(route: Route): void {
    if (route.name === 'home' && this.#open)
      (this.#rows.row(this.#open) ?? this.#links()[0] ?? this.#field).focus()
    this.#open = route.name === 'conversation' ? route.id : null
    if (this.#filter.chosen === 'unread') this.#show()
  }

  #typed(): void {
    this.#show()
    this.#hits.seek(this.#wanted)
  }

  /** Whoever looks for something looks for it in all of them. */
  #shown(): ConversationSummary[] {
    const some = listed(this.#client.state.conversations.get() ?? [], this.#wanted)
    return this.#wanted === '' ? chosenOf(some, this.#filter.chosen, this.#open) : some
  }

  #show(): void {
    const all = this.#client.state.conversations.get()
    const shown = this.#shown()
    this.#rows.render(shown)
    setAttribute(this.#filter.root, 'hidden', this.#wanted !== '' || all === null || all.length === 0)
    const state = shown.length === 0 && listState(all && this.#wanted, this.#filter.chosen)
    replaceChildren(this.#state, state)
    if (all) this.#peers.watch(listed(all, ''))
  }
}

function searchBox(field: HTMLInputElement, openSwitcher: () => void): HTMLElement {
  const label = words.switcher.title
  const title = `${label} (${switcherKey})`
  const props = { type: 'button', class: 'search-key', 'aria-label': label, title, onclick: openSwitcher }
  return el('div', { class: 'filter-box' }, icon('search'), field, el('button', props, switcherKey))
}
