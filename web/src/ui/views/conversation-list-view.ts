import type { ConversationId, ConversationSummary, UserId } from '@parley/shared'
import { limits } from '@parley/shared/limits'

import { words } from '../../i18n/index.ts'
import type { Route } from '../../router.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { KeyedList } from '../keyed-list.ts'
import { walk } from '../list-keys.ts'
import { PeerWatch } from '../peer-watch.ts'
import { ConversationRow } from './conversation-row.ts'
import { Invitations } from './invitations.ts'
import { listed, listState } from './listed.ts'
import { LateHits } from '../search/late-hits.ts'
import { SidebarHead } from './sidebar-head.ts'

export class ConversationListView extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #filter: HTMLInputElement
  readonly #items = el('ul', { class: 'conversations', role: 'list' })
  readonly #state = el('div', { class: 'list-state' })
  readonly #rows: KeyedList<ConversationSummary, ConversationRow>
  readonly #peers: PeerWatch
  readonly #hits: LateHits
  #open: ConversationId | null = null

  constructor(client: Client, viewerId: UserId) {
    super(el('nav', { class: 'sidebar', 'aria-label': words.list.title }))
    this.#client = client
    this.#viewerId = viewerId
    this.#filter = el('input', {
      type: 'search',
      class: 'input',
      placeholder: words.list.filter,
      'aria-label': words.list.filter,
      autocomplete: 'off',
      maxlength: limits.searchMax,
      oninput: () => this.#typed(),
    })
    this.#rows = new KeyedList(this.#items, {
      key: (summary) => summary.conversation.id,
      create: (summary) => new ConversationRow(client, viewerId, summary),
    })
    this.#hits = this.own(new LateHits(client))
    const invitations = this.own(new Invitations(client))
    const content = [invitations.root, this.#items, this.#state, this.#hits.root]
    const scroller = el('div', { class: 'conversations-scroll' }, ...content)
    const head = this.own(new SidebarHead(client, viewerId))
    this.root.append(head.root, el('div', { class: 'filter-box' }, this.#filter), scroller)
    this.listen(this.root, 'keydown', (event) => walk(event, this.#links()))
    this.#peers = this.own(new PeerWatch(client))
    this.bind(client.state.conversations, () => this.#show())
    this.bind(client.router.route, (route) => this.#follow(route))
    this.own(this.#rows)
  }

  #links(): HTMLElement[] {
    return [...this.#items.querySelectorAll('a'), ...this.#hits.links()]
  }

  /** Whoever comes back from a conversation goes on where they left the list. */
  #follow(route: Route): void {
    if (route.name === 'home' && this.#open)
      (this.#rows.row(this.#open) ?? this.#links()[0] ?? this.#filter).focus()
    this.#open = route.name === 'conversation' ? route.id : null
  }

  #typed(): void {
    this.#show()
    this.#hits.seek(this.#filter.value.trim())
  }

  #show(): void {
    const all = this.#client.state.conversations.get()
    const wanted = this.#filter.value.trim()
    const shown = all ? listed(all, wanted) : []
    this.#rows.render(shown)
    const state = shown.length === 0 && listState(this.#client, this.#viewerId, all && wanted)
    replaceChildren(this.#state, state)
    if (all) this.#peers.watch(listed(all, ''))
  }
}
