import type { SearchOperator } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { el } from '../dom.ts'

/** How one says more than words, in a line: each part begins it. */
export function operatorHelp(
  operators: readonly SearchOperator[],
  begin: (text: string) => void,
): HTMLElement {
  const { help, exactly, kinds, values } = words.search
  const { who: from, where, day } = values
  const meanings = { from, in: where, before: day, after: day, on: day, has: kinds.link }
  const part = (text: string, meaning: string, inserted = text) =>
    el(
      'button',
      { type: 'button', class: 'assist-operator', onclick: () => begin(inserted) },
      el('code', { dir: 'ltr' }, text),
      ' ',
      meaning,
    )
  const parts = operators.map((operator) =>
    operator === 'has' ? part('has:link', kinds.link, 'has:link ') : part(`${operator}:`, meanings[operator]),
  )
  return el(
    'div',
    { class: 'assist-help', role: 'group', 'aria-label': help },
    ...parts,
    part('"…"', exactly, '""'),
  )
}
