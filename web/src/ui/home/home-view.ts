import type { UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { Slot } from '../slot.ts'
import { allKeysKey, keyHints, nextKey, switcherKey } from '../switcher/key-hints.ts'
import { AddressField } from './address.ts'
import { bunting } from '../drawings/flags-and-poles.ts'
import { FirstHere } from './first-here.ts'
import { Greeting } from './greeting.ts'
import { OpenGroups } from './open-groups.ts'
import type { OtherPeople } from './other-people.ts'
import { HereNow, OwnNotes, SomePeople } from './people-sections.ts'
import { Waiting } from './waiting.ts'

export { FirstHere }

/** Where nothing is chosen: what waits for one, who is here, and the ways on. Or that nobody else is here yet. */
export class HomeView extends Component {
  constructor(client: Client, viewerId: UserId, others: OtherPeople) {
    super(el('div', { class: 'home' }))
    const slot = this.own(new Slot(this.root))
    this.bind(others.isAlone, (isAlone) =>
      slot.show(isAlone ? 'first' : 'overview', () =>
        isAlone ? new FirstHere(client, viewerId) : new Overview(client, viewerId, others),
      ),
    )
  }
}

class Overview extends Component {
  constructor(client: Client, viewerId: UserId, others: OtherPeople) {
    super(el('div', { class: 'overview' }))
    const main = [
      new Waiting(client, viewerId),
      new SomePeople(client, others.people),
      new OpenGroups(client),
    ]
    const beside = [new HereNow(client), new OwnNotes(client, viewerId)]
    const column = (parts: readonly Component[], ...more: HTMLElement[]) =>
      el('div', { class: 'overview-column' }, ...parts.map((part) => this.own(part).root), ...more)
    const columns = el(
      'div',
      { class: 'overview-columns' },
      column(main),
      column(beside, this.#invite(client)),
    )
    const head = this.own(new Greeting(client))
    this.root.append(bunting(), el('div', { class: 'overview-body' }, head.root, columns, shortcuts()))
  }

  #invite(client: Client): HTMLElement {
    const title = el('h3', { class: 'home-label' }, words.home.invite)
    const address = this.own(new AddressField(client))
    return el('section', { class: 'home-section', 'aria-label': words.home.invite }, title, address.root)
  }
}

function shortcuts(): HTMLElement {
  const { jump, nextOne, allKeys } = words.home
  const pairs = [
    [switcherKey, jump],
    [nextKey, nextOne],
    [allKeysKey, allKeys],
  ] as const
  return el('p', { class: 'home-keys' }, ...keyHints(pairs))
}
