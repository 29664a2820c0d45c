import type { UserCard } from '@parley/shared'

import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, type Child } from '../dom.ts'
import { personName } from '../format/names.ts'
import { avatar } from '../people/avatar.ts'
import { personText } from '../people/person-row.ts'
import { PresenceDot } from '../people/presence-dot.ts'

/** Somebody who may be chosen, and whether they are here. */
export class PersonLine extends Component {
  constructor(client: Client, person: UserCard, ...end: Child[]) {
    const name = personName(person)
    const face = el('span', { class: 'person-face' }, avatar(person, name, 'small'))
    super(el('span', { class: 'person-line' }, face, personText(person), ...end))
    face.append(this.own(new PresenceDot(client, person.id)).root)
  }
}
