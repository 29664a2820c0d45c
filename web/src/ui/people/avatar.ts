import { initials } from '../format/initials.ts'
import { icon } from '../components/icon.ts'
import { svg, svgPath } from '../drawings/svg.ts'
import { el } from '../dom.ts'
import { flagPattern, hue } from './looks.ts'

export type AvatarSize = 'tiny' | 'little' | 'small' | 'medium' | 'large' | 'huge'

/** A person without a picture: their letters on a disc of their hue. Beside a name, so hidden from assistive technology. */
export const avatar = (id: string, name: string, size: AvatarSize): HTMLElement =>
  el('span', { class: `avatar face ${size} hue-${hue(id)}`, 'aria-hidden': 'true' }, initials(name))

/** A group without a picture flies a flag of its own: the same for everybody, since it comes from the id. */
export const flag = (id: string, size: AvatarSize): SVGElement =>
  svg(
    '0 0 40 40',
    ['avatar', 'flag', size, `hue-${hue(id)}`],
    [svgPath('M0 0h40v40H0z', 'flag-field'), svgPath(flagPattern(id), 'flag-charge')],
  )

export const notesAvatar = (size: AvatarSize): HTMLElement =>
  el('span', { class: `avatar flag notes-flag ${size}`, 'aria-hidden': 'true' }, icon('note'))
