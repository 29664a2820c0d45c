import { initials } from '../format/initials.ts'
import { icon } from '../components/icon.ts'
import { svg, svgPath } from '../drawings/svg.ts'
import { el, type Child } from '../dom.ts'
import { flagPattern, hue } from './looks.ts'

export type AvatarSize = 'tiny' | 'little' | 'small' | 'medium' | 'large' | 'huge'

/** A person or a group, as a card or a conversation has it. */
export interface Pictured {
  readonly id: string
  readonly picture?: string
}

let origin = ''

/** Where the API is; empty when it is where the page came from. */
export const loadPicturesFrom = (apiOrigin: string): string => (origin = apiOrigin)

/** Their picture; letters on a disc of their hue without one. Beside a name, so hidden from assistive technology. */
export const avatar = (person: Pictured, name: string, size: AvatarSize): HTMLElement =>
  pictured('face', 'users', person, size, initials(name))

/** A group without a picture flies a flag of its own: the same for everybody, since it comes from the id. */
export const flag = (group: Pictured, size: AvatarSize): HTMLElement => {
  const paths = [svgPath('M0 0h40v40H0z', 'flag-field'), svgPath(flagPattern(group.id), 'flag-charge')]
  return pictured('flag', 'conversations', group, size, svg('0 0 40 40', [], paths))
}

export const notesAvatar = (size: AvatarSize): HTMLElement =>
  pictured('flag notes-flag', '', { id: '' }, size, icon('note'))

/** What is shown without a picture stays below it until it has come, and for good where it does not come. */
function pictured(
  look: string,
  of: string,
  { id, picture }: Pictured,
  size: AvatarSize,
  plain: Child,
): HTMLElement {
  const root = el('span', { class: `avatar ${look} ${size} hue-${hue(id)}`, 'aria-hidden': 'true' }, plain)
  if (!picture) return root
  const image = el('img', {
    loading: 'lazy',
    crossorigin: 'use-credentials',
    src: `${origin}/api/v1/${of}/${id}/picture/${picture}/${size === 'large' || size === 'huge' ? 256 : 64}`,
    onload: () => root.replaceChildren(image),
    onerror: () => image.remove(),
  })
  root.append(image)
  return root
}
