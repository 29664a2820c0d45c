import type { Visibility } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { el } from '../../dom.ts'
import { radioChoice } from './radio-choice.ts'

interface Chosen {
  readonly visibility: Visibility
  readonly askToJoin?: boolean
}

/** Who can join, and of a closed group whether people may ask. */
export function visibilityChoice(chosen: Chosen, openHint: string = words.create.openHint) {
  const { who, open, closed, closedHint } = words.create
  const options = [
    { value: 'closed', label: closed, hint: closedHint },
    { value: 'open', label: open, hint: openHint },
  ] as const
  const { root, value: visibility } = radioChoice<Visibility>(who, options, chosen.visibility)
  const asks = el('input', { type: 'checkbox', checked: chosen.askToJoin === true })
  const more = el('label', { class: 'choice-more' }, asks, el('span', {}, words.moderation.requests.canAsk))
  root.querySelector('.choice')?.after(more)
  const showMore = () => (more.hidden = visibility() === 'open')
  root.addEventListener('change', showMore)
  showMore()
  const value = () => ({
    visibility: visibility(),
    askToJoin: visibility() === 'closed' && asks.checked,
  })
  return { root, value }
}
