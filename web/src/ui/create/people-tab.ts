import type { UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { button } from '../components/button.ts'
import { el } from '../dom.ts'
import { notesAvatar } from '../people/avatar.ts'
import { blockedTag } from '../people/blocking.ts'
import { ChosenPeople } from './chosen-people.ts'
import { openDirect } from './open-direct.ts'
import { PeopleSearch } from './people-search.ts'
import { PersonLine } from './person-line.ts'

interface PeopleTabOptions {
  readonly viewerId: UserId
  done(): void
  startGroup(people: readonly UserCard[]): void
}

/** Somebody to talk with: a click on a name opens the conversation. Or several of them, for a group. */
export class PeopleTab extends Component {
  readonly #client: Client
  readonly #options: PeopleTabOptions
  readonly #chosen = new ChosenPeople([], () => this.#changed())
  readonly #search: PeopleSearch
  readonly #count = el('p', { class: 'hint', role: 'status' })
  readonly #start: HTMLButtonElement
  readonly #foot: HTMLElement

  constructor(client: Client, options: PeopleTabOptions) {
    super(el('div', { class: 'tab-body' }))
    this.#client = client
    this.#options = options
    this.#search = this.own(
      new PeopleSearch(client, { row: (person) => this.#row(person), first: this.#notes() }),
    )
    this.#chosen.showIn(this.#search.tokens)
    this.#start = button('', () => this.#go(), 'primary')
    this.#foot = el('footer', { class: 'dialog-foot', hidden: true }, this.#count, this.#start)
    this.root.append(this.#search.root, this.#foot)
  }

  #open(id: UserId): void {
    void openDirect(this.#client, id, this.#options.done)
  }

  #notes(): HTMLElement {
    const onclick = () => this.#open(this.#options.viewerId)
    const name = el('span', { class: 'person-name' }, words.create.yourself)
    return el('button', { type: 'button', class: 'pick', onclick }, notesAvatar('small'), name)
  }

  #row(person: UserCard): HTMLElement {
    const line = this.own(new PersonLine(this.#client, person, blockedTag(this.#client, person.id)))
    const onclick = () => this.#pick(person)
    return el(
      'span',
      { class: 'pick-row' },
      el('button', { type: 'button', class: 'pick', onclick }, line.root),
      el('label', { class: 'pick-box' }, this.#chosen.box(person)),
    )
  }

  /** Once somebody is chosen, a click chooses others. */
  #pick(person: UserCard): void {
    if (this.#chosen.cards.length === 0) return this.#open(person.id)
    this.#chosen.toggle(person)
    this.#search.clear()
  }

  #changed(): void {
    const { length } = this.#chosen.cards
    this.#foot.hidden = length === 0
    this.#count.textContent = words.create.chosen(length)
    this.#start.textContent = length === 1 ? words.create.openOne : words.create.startGroup(length + 1)
  }

  #go(): void {
    const [first, ...others] = this.#chosen.cards
    if (first && others.length === 0) this.#open(first.id)
    else this.#options.startGroup(this.#chosen.cards)
  }
}
