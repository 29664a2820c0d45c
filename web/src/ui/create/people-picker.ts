import type { AddedMembers, NotAdded, UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { iconButton } from '../components/button.ts'
import { blockedTag } from '../people/blocking.ts'
import { personLine } from '../people/person-row.ts'
import type { Client } from '../client.ts'
import { bdi, el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { listed } from '../format/system-text.ts'
import { peopleSearch } from './people-search.ts'

/** Several people, found one after another. */
export class PeoplePicker {
  readonly root: HTMLElement
  readonly #client: Client
  readonly #chosen = new Map<UserId, UserCard>()
  readonly #chips = el('div', { class: 'chips' })
  readonly #onChange: (count: number) => void

  constructor(client: Client, onChange: (count: number) => void = () => {}) {
    this.#client = client
    this.#onChange = onChange
    const search = peopleSearch(client, (person) => this.#choice(person))
    const label = el('p', { class: 'field-label' }, words.create.people)
    this.root = el('div', { class: 'picker' }, label, this.#chips, search.root)
    this.root.addEventListener('keydown', (event) => {
      // Enter in the search field would send the form around it.
      if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
    })
  }

  chosen(): UserId[] {
    return [...this.#chosen.keys()]
  }

  /** Who of those that were chosen is not in the group, and why. */
  missing({ invited, refused }: Pick<AddedMembers, 'invited' | 'refused'>): string[] {
    const withCode = (code: NotAdded['code']) =>
      refused.flatMap((one) => (one.code === code ? one.userId : []))
    const sentence = (ids: readonly UserId[], say: (names: string, count: number) => string) =>
      ids.length > 0 ? [say(listed(ids.map((id) => this.#nameOf(id))), ids.length)] : []
    return [
      ...sentence(invited, words.details.invited),
      ...sentence(withCode('not_available'), words.details.unavailable),
      ...sentence(withCode('blocked_by_you'), words.blocking.youBlocked),
    ]
  }

  #nameOf(id: UserId): string {
    return personName(this.#chosen.get(id) ?? null)
  }

  #choice(person: UserCard): HTMLElement {
    const box = el('input', { type: 'checkbox', checked: this.#chosen.has(person.id) })
    box.addEventListener('change', () => this.#toggle(person, box.checked ? 'in' : 'out'))
    return el(
      'label',
      { class: 'person-choice' },
      personLine(person, blockedTag(this.#client, person.id), box),
    )
  }

  #toggle(person: UserCard, where: 'in' | 'out'): void {
    if (where === 'in') this.#chosen.set(person.id, person)
    else this.#chosen.delete(person.id)
    this.#chips.replaceChildren(...[...this.#chosen.values()].map((chosen) => this.#chip(chosen)))
    this.#onChange(this.#chosen.size)
  }

  #chip(person: UserCard): HTMLElement {
    const name = personName(person)
    const drop = iconButton('close', `${words.details.remove}: ${name}`, () => this.#toggle(person, 'out'))
    return el('span', { class: 'chip' }, bdi(name), drop)
  }
}
