import { el } from '../src/ui/dom.ts'
import { controls } from './controls.ts'
import { forms } from './forms.ts'
import { layers } from './layers.ts'
import { list } from './list.ts'
import { people } from './people.ts'
import { letClassesShowStates } from './state-classes.ts'
import { switches } from './switches.ts'
import { talk } from './talk.ts'
import { tokens } from './tokens.ts'

/** Every component in every state, made by the code that makes it in the client. */
export function showPage(): void {
  letClassesShowStates()
  const title = el('h1', { class: 'large-title', lang: 'en' }, 'Styles')
  const parts = [tokens(), ...controls(), ...forms(), ...layers(), ...people(), list(), ...talk()]
  document.body.replaceChildren(el('main', { class: 'page' }, title, switches(), ...parts))
}
