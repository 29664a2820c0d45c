import { searchedKinds, type SearchOperator } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { el, newId } from '../dom.ts'

/** How one says more than words, in a line: each part begins it. It is read to who cannot see it, and then typed. */
export function operatorHelp(
  operators: readonly SearchOperator[],
  begin: (text: string) => void,
): HTMLElement {
  const { help, exactly, kinds, values } = words.search
  const { who: from, where, day } = values
  const meanings = { from, in: where, before: day, after: day, on: day }
  const part = (text: string, meaning: string, inserted = text) =>
    el(
      'button',
      { type: 'button', class: 'assist-operator', tabindex: -1, onclick: () => begin(inserted) },
      el('code', { dir: 'ltr' }, text),
      ' ',
      meaning,
    )
  const parts = operators.flatMap((operator) =>
    operator === 'has'
      ? searchedKinds.map((kind) => part(`has:${kind}`, kinds[kind], `has:${kind} `))
      : part(`${operator}:`, meanings[operator]),
  )
  return el(
    'div',
    { class: 'assist-help', role: 'group', id: newId(), 'aria-label': help },
    ...parts,
    part('"…"', exactly, '""'),
  )
}
