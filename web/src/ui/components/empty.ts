import { words } from '../../i18n/index.ts'
import { el, type Child } from '../dom.ts'
import { icon, type IconName } from './icon.ts'

export const empty = (picture: IconName, title: Child, ...more: Child[]) =>
  el(
    'div',
    { class: 'empty' },
    el('span', { class: 'empty-icon' }, icon(picture)),
    el('p', { class: 'empty-title', dir: 'auto' }, title),
    ...more,
  )

export const spinner = () =>
  el(
    'div',
    { class: 'spinner', role: 'status' },
    el('span', { class: 'visually-hidden' }, words.common.loading),
  )
