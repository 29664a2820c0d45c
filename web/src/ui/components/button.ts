import { el, type Props } from '../dom.ts'
import { icon, type IconName } from './icon.ts'

type Press = (event: MouseEvent) => void

export const button = (label: string, onclick: Press, look: 'primary' | 'plain' | 'quiet' | 'danger') =>
  el('button', { type: 'button', class: `button ${look}`, onclick }, label)

export const submitButton = (label: string, look: 'primary' | 'danger') =>
  el('button', { type: 'submit', class: `button ${look}` }, label)

/** A button that shows only a picture; its label is what assistive technology says and the pointer reveals. */
export const iconButton = (name: IconName, label: string, onclick: Press, props: Props = {}) =>
  el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...props },
    icon(name),
  )
