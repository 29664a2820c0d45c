import type { ConversationId, ConversationSummary, UserId } from '@parley/shared'

import type { Readable } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { KeyedList } from '../keyed-list.ts'
import { PeerWatch } from '../peer-watch.ts'
import { Slot } from '../slot.ts'
import { ConversationRow } from './conversation-row.ts'
import { inList, listState } from './chosen.ts'
import type { Chosen } from './list-filter.ts'
import { chunks } from '../late/chunks.ts'
import { LateView } from '../late/late-view.ts'
import { LateHits } from '../search/late-hits.ts'

/** What scrolls: invitations, conversations, and messages that were found. */
export class ListContent extends Component {
  readonly #client: Client
  readonly #items = el('ul', { class: 'conversations', role: 'list' })
  readonly #state = el('div', { class: 'list-state' })
  readonly #rows: KeyedList<ConversationSummary, ConversationRow>
  readonly #peers: PeerWatch
  readonly #hits: LateHits

  /** @param onSearch called when what searches has come: what is typed can be shown now */
  constructor(client: Client, viewerId: UserId, isAlone: Readable<boolean>, onSearch: () => void) {
    super(el('div', { class: 'conversations-scroll' }))
    this.#client = client
    this.#rows = this.own(
      new KeyedList(this.#items, {
        key: (summary) => summary.conversation.id,
        create: (summary) => new ConversationRow(client, viewerId, summary),
      }),
    )
    this.#hits = this.own(new LateHits({ client, viewerId }, onSearch))
    this.#peers = this.own(new PeerWatch(client))
    const invited = el('div', {})
    const spoken = el('p', { class: 'visually-hidden', role: 'status' })
    const first = el('div', { class: 'first-in-list' })
    this.root.append(invited, spoken, this.#items, this.#state, this.#hits.root, first)
    const invitations = this.own(new Slot(invited))
    this.bind(client.state.invitations, ({ length }) =>
      invitations.show(length > 0 ? 'some' : 'none', () =>
        length > 0 ? invitationsOf(client, spoken) : null,
      ),
    )
    const slot = this.own(new Slot(first))
    this.bind(isAlone, (alone) =>
      slot.show(alone ? 'first' : 'others', () => (alone ? firstHere(client, viewerId) : null)),
    )
  }

  /** @param wanted what is typed */
  show(shown: readonly ConversationSummary[], wanted: string, chosen: Chosen): void {
    const all = this.#client.state.conversations.get()
    this.#rows.render(shown)
    const isSearched = wanted === '' || chunks.hits.module !== null
    replaceChildren(this.#state, shown.length === 0 && isSearched && listState(all && wanted, chosen))
    if (all) this.#peers.watch(inList(all))
  }

  seek(text: string): void {
    this.#hits.seek(text)
  }

  links(): HTMLElement[] {
    return [...this.#items.querySelectorAll('a'), ...this.#hits.links()]
  }

  row(id: ConversationId): ConversationRow | undefined {
    return this.#rows.row(id)
  }
}

const firstHere = (client: Client, viewerId: UserId) =>
  new LateView({
    chunk: chunks.home,
    make: ({ FirstHere }) => new FirstHere(client, viewerId),
    focus: () => {},
  })

const invitationsOf = (client: Client, spoken: HTMLElement) =>
  new LateView({
    chunk: chunks.invitations,
    make: ({ Invitations }) => new Invitations(client, spoken),
    focus: () => {},
  })
