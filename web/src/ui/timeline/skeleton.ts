import { words } from '../../i18n/index.ts'
import { el } from '../dom.ts'

/** How many lines each of them seems to have, and how long they are. */
const shapes = [
  ['bone-long', 'bone-short'],
  ['bone-middle'],
  ['bone-long', 'bone-middle', 'bone-short'],
  ['bone-middle'],
] as const

/** In the place of messages or conversations that are on their way, shaped like them. It comes into sight only if they take a moment. */
export const skeleton = (runs: number): HTMLElement =>
  el(
    'div',
    { class: 'skeleton', role: 'status' },
    el('span', { class: 'visually-hidden' }, words.common.loading),
    ...Array.from({ length: runs }, (_, at) => bone(shapes[at % shapes.length] ?? shapes[0])),
  )

const bone = (lines: readonly string[]): HTMLElement =>
  el(
    'div',
    { class: 'bone', 'aria-hidden': 'true' },
    el('i', { class: 'bone-face' }),
    el('div', {}, el('i', { class: 'bone-name' }), ...lines.map((length) => el('i', { class: length }))),
  )
