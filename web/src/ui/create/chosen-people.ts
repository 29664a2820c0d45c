import type { UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { iconButton } from '../components/button.ts'
import { bdi, el, replaceChildren } from '../dom.ts'
import { personName } from '../format/names.ts'
import { avatar } from '../people/avatar.ts'

/** Who was chosen, as tokens that can be dropped, and as boxes that are checked. */
export class ChosenPeople {
  readonly #people: Map<UserId, UserCard>
  readonly #onChange: () => void
  readonly #boxes = new Map<UserId, HTMLInputElement>()
  #tokens: HTMLElement | null = null

  constructor(people: readonly UserCard[], onChange: () => void) {
    this.#people = new Map(people.map((person) => [person.id, person]))
    this.#onChange = onChange
  }

  get cards(): UserCard[] {
    return [...this.#people.values()]
  }

  nameOf(id: UserId): string {
    return personName(this.#people.get(id) ?? null)
  }

  /** Where the tokens stand. */
  showIn(tokens: HTMLElement): void {
    this.#tokens = tokens
    this.#show()
  }

  box(person: UserCard): HTMLInputElement {
    const label = words.create.choose(personName(person))
    const box = el('input', {
      type: 'checkbox',
      'aria-label': label,
      checked: this.#people.has(person.id),
      onchange: () => this.toggle(person),
    })
    this.#boxes.set(person.id, box)
    return box
  }

  toggle(person: UserCard): void {
    if (!this.#people.delete(person.id)) this.#people.set(person.id, person)
    const box = this.#boxes.get(person.id)
    if (box) box.checked = this.#people.has(person.id)
    this.#show()
    this.#onChange()
  }

  #show(): void {
    if (this.#tokens) replaceChildren(this.#tokens, ...this.cards.map((person) => this.#token(person)))
  }

  #token(person: UserCard): HTMLElement {
    const name = personName(person)
    const drop = iconButton('close', `${words.details.remove}: ${name}`, () => this.toggle(person))
    return el('span', { class: 'token' }, avatar(person, name, 'tiny'), bdi(name), drop)
  }
}
