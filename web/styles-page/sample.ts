import { el, newId, type Child } from '../src/ui/dom.ts'

/** Something as it is in one state, under what that state is called. */
export const sample = (state: string, ...shown: Child[]): HTMLElement => figure('sample', state, shown)

/** What needs the whole width. */
export const wideSample = (state: string, ...shown: Child[]): HTMLElement =>
  figure('sample wide-sample', state, shown)

function figure(look: string, state: string, shown: readonly Child[]): HTMLElement {
  const caption = el('figcaption', { lang: 'en' }, state)
  return el('figure', { class: look }, caption, el('div', { class: 'stage' }, ...shown))
}

export function part(title: string, ...samples: HTMLElement[]): HTMLElement {
  const id = newId()
  const heading = el('h2', { id, lang: 'en' }, title)
  const name = title.toLowerCase().replaceAll(/\W+/g, '-')
  const content = el('div', { class: 'samples' }, ...samples)
  return el('section', { class: 'part', 'data-part': name, 'aria-labelledby': id }, heading, content)
}

/** How a control looks under a pointer, pressed and in focus, which state-classes.ts lets classes show. */
export function pointedAt(make: () => HTMLElement): HTMLElement[] {
  const states = ['at rest', 'hover', 'pressed', 'focus'] as const
  const classes = {
    'at rest': '',
    hover: 'is-hovered',
    pressed: 'is-hovered is-pressed',
    focus: 'is-focused',
  }
  return states.map((state) => {
    const control = make()
    control.classList.add(...classes[state].split(' ').filter(Boolean))
    return sample(state, control)
  })
}

export const nothing = (): void => undefined
