import { words } from '../../i18n/index.ts'
import type { Router } from '../../router.ts'
import { button } from '../components/button.ts'
import { empty } from '../components/empty.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
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

/** In the place of a conversation that is not there, or not one's own. */
export class Missing extends Component {
  constructor(router: Router) {
    const back = button(words.common.back, () => router.replace({ name: 'home' }), 'plain')
    super(empty('warn', failureLine(refusedAs('conversation_not_found')), back))
  }
}
