import type { UserCard } from '@parley/shared'

import { avatar } from './avatar.ts'
import { bdi, el, cutLine, type Child } from '../dom.ts'
import { personName } from '../format/names.ts'

/** Picture, name and username; what stands at the end is the caller's. */
export const personLine = (person: UserCard, ...end: Child[]): HTMLElement =>
  el(
    'span',
    { class: 'person-line' },
    avatar(person, personName(person), 'small'),
    personText(person),
    ...end,
  )

export const personText = (person: UserCard): HTMLElement =>
  el(
    'span',
    { class: 'person-text' },
    el('span', { class: 'person-name' }, cutLine(personName(person))),
    el('span', { class: 'person-handle' }, bdi(`@${person.username}`)),
  )
