import { words } from '../../i18n/index.ts'
import type { Client } from '../client.ts'
import { icon } from '../components/icon.ts'
import { copyText } from '../components/copy.ts'
import { el } from '../dom.ts'

/** Where others find this place, to be copied. */
export function addressField({ toasts }: Client): HTMLElement {
  const { origin } = location
  const copy = el(
    'button',
    { type: 'button', class: 'copy-button', onclick: () => void copyText(toasts, origin) },
    icon('copy'),
    words.home.copy,
    el('span', { class: 'visually-hidden' }, ` ${words.home.address}`),
  )
  return el('div', { class: 'copy-field' }, el('span', { dir: 'ltr' }, origin), copy)
}
