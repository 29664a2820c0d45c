import type { AddedMembers, NotAdded, UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { blockedTag } from '../people/blocking.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { listed } from '../format/system-text.ts'
import { ChosenPeople } from './chosen-people.ts'
import { PeopleSearch } from './people-search.ts'
import { PersonLine } from './person-line.ts'

/** Several people, found one after another. */
export class PeoplePicker extends Component {
  readonly #chosen: ChosenPeople

  constructor(
    client: Client,
    onChange: (count: number) => void = () => {},
    people: readonly UserCard[] = [],
  ) {
    const chosen = new ChosenPeople(people, () => onChange(chosen.cards.length))
    super(el('div', { class: 'picker' }, el('p', { class: 'field-label' }, words.create.people)))
    this.#chosen = chosen
    const search = this.own(
      new PeopleSearch(client, {
        row: (person) => {
          const line = this.own(
            new PersonLine(client, person, blockedTag(client, person.id), chosen.box(person)),
          )
          return el('label', { class: 'person-choice' }, line.root)
        },
      }),
    )
    chosen.showIn(search.tokens)
    this.root.append(search.root)
  }

  chosen(): UserId[] {
    return this.#chosen.cards.map(({ id }) => id)
  }

  /** Who of those that were chosen is not in the group, and why. */
  missing({ invited, refused }: Pick<AddedMembers, 'invited' | 'refused'>): string[] {
    const withCode = (code: NotAdded['code']) =>
      refused.flatMap((one) => (one.code === code ? one.userId : []))
    const sentence = (ids: readonly UserId[], say: (names: string, count: number) => string) =>
      ids.length > 0 ? [say(listed(ids.map((id) => this.#chosen.nameOf(id))), ids.length)] : []
    return [
      ...sentence(invited, words.details.invited),
      ...sentence(withCode('not_available'), words.details.unavailable),
      ...sentence(withCode('blocked_by_you'), words.composer.youBlocked),
      ...sentence(withCode('banned'), words.moderation.banned),
    ]
  }
}
