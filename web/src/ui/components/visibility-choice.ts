import type { Visibility } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { el, newId } from '../dom.ts'

interface Chosen {
  readonly visibility: Visibility
  readonly askToJoin?: boolean
}

/** Two radio buttons with a sentence each, and under the closed one whether people may ask. */
export function visibilityChoice(chosen: Chosen, openHint: string = words.create.openHint) {
  const name = newId()
  const radio = (value: Visibility, label: string, hint: string) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'radio', name, value, checked: value === chosen.visibility }),
      el('span', {}, el('strong', {}, label), el('span', { class: 'field-hint' }, hint)),
    )
  const { who, open, closed, closedHint } = words.create
  const asks = el('input', { type: 'checkbox', checked: chosen.askToJoin === true })
  const more = el('label', { class: 'choice-more' }, asks, el('span', {}, words.moderation.requests.canAsk))
  const root = el(
    'fieldset',
    { class: 'choices' },
    el('legend', { class: 'field-label' }, who),
    radio('closed', closed, closedHint),
    more,
    radio('open', open, openHint),
  )
  const isOpen = () => root.querySelector<HTMLInputElement>('input[type=radio]:checked')?.value === 'open'
  const showMore = () => (more.hidden = isOpen())
  root.addEventListener('change', showMore)
  showMore()
  const value = () => {
    const visibility: Visibility = isOpen() ? 'open' : 'closed'
    return { visibility, askToJoin: !isOpen() && asks.checked }
  }
  return { root, value }
}
