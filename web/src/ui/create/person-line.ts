import type { UserCard } from '@parley/shared'

import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { bdi, cutLine, el, type Child } from '../dom.ts'
import { personName } from '../format/names.ts'
import { avatar } from '../people/avatar.ts'
import { PresenceDot } from '../people/presence-dot.ts'

/** Somebody who may be chosen, and whether they are here. */
export class PersonLine extends Component {
  constructor(client: Client, person: UserCard, ...end: Child[]) {
    const name = personName(person)
    const face = el('span', { class: 'person-face' }, avatar(person.id, name, 'small'))
    const text = el(
      'span',
      { class: 'person-text' },
      el('span', { class: 'person-name' }, cutLine(name)),
      el('span', { class: 'person-handle' }, bdi(`@${person.username}`)),
    )
    super(el('span', { class: 'person-line' }, face, text, ...end))
    face.append(this.own(new PresenceDot(client, person.id)).root)
  }
}
