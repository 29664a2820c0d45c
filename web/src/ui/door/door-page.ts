import { words } from '../../i18n/index.ts'
import { el } from '../dom.ts'
import { poles } from '../drawings/flags-and-poles.ts'
import { mark, wordmark } from '../drawings/logo.ts'

interface DoorText {
  readonly title: string
  readonly lead: string
  /** What the other door is for, and the way there. */
  readonly other: string
  readonly link: HTMLElement
}

/** Whose door it is, beside the form; on a phone the form alone. */
export function doorPage({ title, lead, other, link }: DoorText, form: HTMLElement): HTMLElement[] {
  const art = el(
    'aside',
    { class: 'door-art', 'aria-label': words.door.about },
    el('div', { class: 'door-brand' }, wordmark(), el('span', { class: 'visually-hidden' }, words.appName)),
    poles('answered'),
    el(
      'div',
      {},
      el('p', { class: 'large-title' }, words.appName),
      el('p', { class: 'door-welcome' }, words.door.welcome),
      el('p', { class: 'door-host' }, location.host),
    ),
  )
  const content = el(
    'div',
    { class: 'door-card' },
    el('div', { class: 'door-mark' }, mark()),
    el('h1', { class: 'large-title' }, title),
    el('p', { class: 'lead' }, lead),
    form,
    el('p', { class: 'door-other' }, other, ' ', link),
  )
  return [art, el('main', { class: 'door-main' }, content)]
}
