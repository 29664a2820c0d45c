import type { Visibility } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { el, newId } from '../dom.ts'

/** Two radio buttons with a sentence each. */
export function visibilityChoice(chosen: Visibility, openHint: string = words.create.openHint) {
  const name = newId()
  const radio = (value: Visibility, label: string, hint: string) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'radio', name, value, checked: value === chosen }),
      el('span', {}, el('strong', {}, label), el('span', { class: 'field-hint' }, hint)),
    )
  const { who, open, closed, closedHint } = words.create
  const root = el(
    'fieldset',
    { class: 'choices' },
    el('legend', { class: 'field-label' }, who),
    radio('closed', closed, closedHint),
    radio('open', open, openHint),
  )
  const value = (): Visibility =>
    root.querySelector<HTMLInputElement>('input:checked')?.value === 'open' ? 'open' : 'closed'
  return { root, value }
}
