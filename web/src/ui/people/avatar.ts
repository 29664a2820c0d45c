import { avatarHue, initials } from '../format/initials.ts'
import { el } from '../dom.ts'
import { icon, type IconName } from '../components/icon.ts'

type Size = 'small' | 'medium' | 'large'

/** Beside a name, so it is hidden from assistive technology. */
export function avatar(id: string, name: string, size: Size): HTMLElement {
  return tinted(el('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, initials(name)), id)
}

export function iconAvatar(id: string, picture: IconName, size: Size): HTMLElement {
  return tinted(el('span', { class: `avatar square ${size}`, 'aria-hidden': 'true' }, icon(picture)), id)
}

function tinted(element: HTMLElement, id: string): HTMLElement {
  element.style.setProperty('--hue', String(avatarHue(id)))
  return element
}
