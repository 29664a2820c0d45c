import type { UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived, type Unsubscribe } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { PagedList } from '../components/paged-list.ts'
import { SearchList } from '../components/search-list.ts'
import { el, replaceChildren } from '../dom.ts'
import { peersNamed } from '../people/peers.ts'

/** Of those with whom one talks, the latest; the others are found by a letter of their name. */
const peersMax = 8

interface PeopleOptions {
  row(person: UserCard): HTMLElement
  /** Above all others, while nothing is typed. */
  first?: HTMLElement
}

/** People by the beginning of their name: first those with whom one talks, then everyone else. */
export class PeopleSearch extends Component {
  readonly #client: Client
  readonly #options: PeopleOptions
  readonly #peers = el('ul', { class: 'plain-list', role: 'list', 'aria-label': words.create.known })
  readonly #ahead = el('div', { class: 'people-ahead' })
  readonly #search: SearchList<UserCard>
  readonly #watched = new Map<UserCard, Unsubscribe>()
  #shown: ReadonlySet<UserId> = new Set()

  constructor(client: Client, options: PeopleOptions) {
    super(el('div', { class: 'people-search' }))
    this.#client = client
    this.#options = options
    this.#search = this.own(
      new SearchList<UserCard>({
        label: words.create.findPeople,
        ahead: { root: this.#ahead, show: (query) => this.#showPeers(query) },
        list: (query) => this.#others(query),
      }),
    )
    this.root.append(this.#search.root)
    this.#followList()
  }

  get tokens(): HTMLElement {
    return this.#search.tokens
  }

  clear(): void {
    this.#search.clear()
  }

  /** One may look for somebody before one's list has come, and with it those with whom one talks. */
  #followList(): void {
    const { conversations } = this.#client.state
    if (conversations.get() !== null) return
    this.bind(
      derived([conversations], (list) => list !== null),
      (isHere) => isHere && this.#search.search(),
    )
  }

  #showPeers(query: string): void {
    const peers = peersNamed(this.#client.state, query).slice(0, peersMax)
    this.#shown = new Set(peers.map(({ id }) => id))
    const { first, row } = this.#options
    replaceChildren(this.#peers, ...peers.map((person) => el('li', {}, row(person))))
    replaceChildren(
      this.#ahead,
      query === '' && first,
      peers.length > 0 && el('h3', { class: 'list-label' }, words.create.known),
      peers.length > 0 && this.#peers,
    )
  }

  #others(query: () => string): PagedList<UserCard> {
    const { people, presence } = this.#client.actions
    const isSomebodyShown = () => this.#shown.size > 0
    return new PagedList({
      label: words.create.others,
      get none() {
        return isSomebodyShown() ? '' : words.create.noPeople
      },
      load: async (cursor) => {
        const result = await people.search(query(), cursor)
        if (!result.ok) return result
        const items = result.value.items.filter((person) => this.#isOther(person))
        return { ...result, value: { ...result.value, items } }
      },
      // An answer may come when its list is gone, or make place for the next: who has a row is watched.
      row: (person) => {
        this.#watched.set(person, presence.watch([person.id]))
        return this.#options.row(person)
      },
      ended: (person) => this.#unwatch(person),
      keepsRows: true,
    })
  }

  #isOther({ id }: UserCard): boolean {
    const session = this.#client.state.session.get()
    return !this.#shown.has(id) && !(session.kind === 'signed-in' && session.me.id === id)
  }

  #unwatch(person: UserCard): void {
    this.#watched.get(person)?.()
    this.#watched.delete(person)
  }
}
