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
export const skeletonRuns = (runs: number): HTMLElement =>
  skeleton(Array.from({ length: runs }, (_, at) => run(shapes[at % shapes.length] ?? shapes[0])))

/** In the place of a view that is on its way, of which nothing is known but that it has lines. */
export const skeletonLines = (): HTMLElement =>
  skeleton([lines(...shapes[0]), lines(...shapes[2])], 'skeleton padded')

const skeleton = (parts: readonly HTMLElement[], look = 'skeleton'): HTMLElement =>
  el(
    'div',
    { class: look, role: 'status' },
    el('span', { class: 'visually-hidden' }, words.common.loading),
    ...parts,
  )

const run = (lengths: readonly string[]): HTMLElement =>
  el('div', { class: 'bone-run', 'aria-hidden': 'true' }, bone('bone-face'), lines('bone-name', ...lengths))

const lines = (...lengths: readonly string[]): HTMLElement =>
  el('div', { class: 'bone-lines', 'aria-hidden': 'true' }, ...lengths.map(bone))

const bone = (look: string): HTMLElement => el('i', { class: `bone ${look}` })
