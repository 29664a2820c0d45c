import { words } from '../../i18n/late.ts'
import type { Router } from '../../router.ts'
import { button } from '../components/button.ts'
import { empty } from '../components/empty.ts'
import { Component } from '../component.ts'
import type { Client } from '../client.ts'
import { el, replaceChildren } from '../dom.ts'
import { poles } from '../drawings/flags-and-poles.ts'
import { refusedAs } from '../../state/result.ts'
import { failureLine } from '../late/failure-line.ts'

/** Where there is nothing, with the way home. */
export class Nowhere extends Component {
  constructor(router: Router) {
    const { title, hint, home } = words.nowhere
    super(
      el(
        'div',
        { class: 'nowhere' },
        poles('waiting'),
        el('h2', { class: 'large-title' }, title),
        el('p', { class: 'lead' }, hint),
        button(home, () => router.replace({ name: 'home' }), 'plain'),
      ),
    )
  }
}

/** In the place of a conversation that is not there, or not one's own. What was typed there is not lost with it. */
export class Missing extends Component {
  constructor({ router, state, actions }: Client) {
    const back = button(words.common.back, () => router.replace({ name: 'home' }), 'plain')
    const line = failureLine(refusedAs('conversation_not_found'))
    const left = el('section', { class: 'left-draft' })
    super(el('div', {}, empty('warn', line, back), left))
    const route = router.route.get()
    if (route.name !== 'conversation') return
    const { id } = route
    this.bind(state.drafts, (drafts) => {
      const text = drafts.get(id) ?? ''
      left.hidden = text === ''
      if (left.hidden || left.querySelector('p')?.textContent === text) return
      const { leftHere, discard } = words.drafts
      const drop = button(discard, () => actions.drafts.drop(id, text), 'plain')
      replaceChildren(left, el('h3', {}, leftHere), el('p', { dir: 'auto' }, text), drop)
    })
  }
}
