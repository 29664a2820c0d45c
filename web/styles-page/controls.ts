import { Act } from '../src/ui/components/act.ts'
import { ActionButtons } from '../src/ui/components/action-buttons.ts'
import { button, iconButton, submitButton } from '../src/ui/components/button.ts'
import { icon, type IconName } from '../src/ui/components/icon.ts'
import { el } from '../src/ui/dom.ts'
import { iconPaths } from '../src/ui/drawings/icon-paths.ts'
import { lateIconPaths } from '../src/ui/drawings/late-icon-paths.ts'
import { nothing, part, pointedAt, sample, wideSample } from './sample.ts'

const off = <Control extends HTMLButtonElement>(control: Control): Control => {
  control.disabled = true
  return control
}

export function controls(): HTMLElement[] {
  return [buttons(), iconButtons(), icons()]
}

function buttons(): HTMLElement {
  const looks = ['primary', 'plain', 'quiet', 'danger'] as const
  const rows = looks.map((look) => {
    const make = () => button(look, nothing, look)
    const states = [...pointedAt(make), sample('off', off(make()))]
    return el('div', { class: 'samples wide-sample' }, ...states)
  })
  const busy = submitButton('Saving', 'primary')
  busy.setAttribute('aria-disabled', 'true')
  return part('Buttons', ...rows, sample('busy', busy))
}

function iconButtons(): HTMLElement {
  const usual = () => iconButton('gear', 'Settings', nothing)
  const strong = () => iconButton('write', 'New conversation', nothing, { class: 'icon-button strong' })
  const pressed = iconButton('search', 'Find here', nothing, { 'aria-pressed': 'true' })
  const ends = new ActionButtons()
  ends.show([
    { label: 'Hide from list', icon: 'eyeoff', run: nothing },
    { label: 'Block Oskar Thorne', icon: 'ban', look: 'danger', run: nothing },
  ])
  return part(
    'Icon buttons and actions',
    el('div', { class: 'samples wide-sample' }, ...pointedAt(usual), sample('chosen', pressed)),
    el('div', { class: 'samples wide-sample' }, ...pointedAt(strong)),
    ...pointedAt(() => new Act(nothing).show('bell', 'Mute').root),
    wideSample('at the end of details', ends.root),
  )
}

const allPaths = { ...iconPaths, ...lateIconPaths }
const isIcon = (name: string): name is IconName => name in allPaths

function icons(): HTMLElement {
  const all = Object.keys(allPaths).filter(isIcon)
  const shown = (name: IconName) =>
    el('span', { class: 'icon-sample', lang: 'en' }, icon(name), el('span', {}, name))
  return part('Icons', wideSample('all', ...all.map(shown)))
}
