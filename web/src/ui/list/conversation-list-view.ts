import type { ConversationId, ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { Route } from '../../router.ts'
import type { Readable } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import { walk } from '../list-keys.ts'
import { chosenOf, inList } from './chosen.ts'
import { ListContent } from './list-content.ts'
import { ListFilter } from './list-filter.ts'
import { ListFoot } from './list-foot.ts'
import { listHead } from './list-head.ts'
import { ListSearch } from './list-search.ts'

interface ListOptions {
  readonly viewerId: UserId
  readonly isAlone: Readable<boolean>
  openSwitcher(): void
}

export class ConversationListView extends Component {
  readonly #client: Client
  readonly #search: ListSearch
  readonly #filter: ListFilter
  readonly #content: ListContent
  #open: ConversationId | null = null

  constructor(client: Client, { viewerId, isAlone, openSwitcher }: ListOptions) {
    super(el('nav', { class: 'sidebar', 'aria-label': words.list.title }))
    this.#client = client
    this.#search = new ListSearch({
      client,
      typed: () => this.#typed(),
      enter: () => this.#content.links()[0]?.click(),
      openSwitcher,
    })
    this.#filter = this.own(new ListFilter(client.state.unreadConversations, () => this.#show()))
    this.#content = this.own(new ListContent(client, viewerId, isAlone, () => this.#show()))
    const foot = this.own(new ListFoot(client))
    const head = listHead(client, viewerId)
    this.root.append(
      head,
      this.#search.root,
      this.#search.assist,
      this.#filter.root,
      this.#content.root,
      foot.root,
    )
    this.listen(this.root, 'keydown', (event) => walk(event, this.#content.links()))
    this.bind(client.state.conversations, () => this.#show())
    this.bind(client.router.route, (route) => this.#follow(route))
  }

  /** Looks for it here, as if it had been typed. */
  seek(text: string): void {
    this.#search.fill(text)
    this.#typed()
  }

  /** The one before or after what is open, as the list has them. */
  neighbour(step: -1 | 1): ConversationId | null {
    const shown = this.#shown()
    const at = shown.findIndex(({ conversation }) => conversation.id === this.#open)
    const next = shown[at < 0 ? (step === 1 ? 0 : shown.length - 1) : at + step]
    return next?.conversation.id ?? null
  }

  /** Whoever comes back from a conversation goes on where they left the list. */
  #follow(route: Route): void {
    if (route.name === 'home' && this.#open)
      (this.#content.row(this.#open) ?? this.#content.links()[0] ?? this.#search).focus()
    this.#open = route.name === 'conversation' ? route.id : null
    if (this.#filter.chosen === 'unread') this.#show()
  }

  #typed(): void {
    this.#show()
    this.#content.seek(this.#search.wanted)
  }

  /** Whoever looks for something looks for it in all of them. */
  #shown(): ConversationSummary[] {
    const { wanted } = this.#search
    const all = this.#client.state.conversations.get() ?? []
    if (wanted === '') return chosenOf(inList(all), this.#filter.chosen, this.#open)
    return chunks.hits.module?.listed(all, wanted) ?? []
  }

  #show(): void {
    const all = this.#client.state.conversations.get()
    const { wanted } = this.#search
    this.#filter.root.hidden = wanted !== '' || all === null || all.length === 0
    this.#content.show(this.#shown(), wanted, this.#filter.chosen)
  }
}
