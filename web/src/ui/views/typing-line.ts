import type { ConversationId, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { derived, type Readable } from '../../state/observable.ts'
import type { State } from '../../state/state.ts'
import { Component } from '../component.ts'
import { el, replaceChildren, sentence } from '../dom.ts'
import { personName } from '../format/names.ts'

export class TypingLine extends Component {
  constructor(state: State, id: ConversationId) {
    super(el('div', { class: 'typing-line', 'aria-live': 'off' }))
    this.bind(typing(state, id), (text) => {
      replaceChildren(this.root, text && dots(), text && el('span', {}, ...sentence(text)))
    })
  }
}

/** Whoever types may be somebody of whom nothing was known before. */
export const typing = (state: State, id: ConversationId): Readable<string | null> =>
  derived([state.typists(id), state.people], (typists) => typingText(state, typists))

function typingText(state: State, typists: readonly UserId[]): string | null {
  const [a, b, ...more] = typists.map((id) => personName(state.person(id).get()))
  if (a === undefined) return null
  if (b === undefined) return words.typing.one(a)
  return more.length === 0 ? words.typing.two(a, b) : words.typing.many
}

const dots = () => el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i', {}), el('i', {}), el('i', {}))
