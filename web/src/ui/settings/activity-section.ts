import type { Activity } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { PagedList } from '../components/paged-list.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'
import { clockTime, dayTitle } from '../format/time.ts'

/** What happened with one's account. */
export function activitySection(client: Client): HTMLElement {
  const list = new PagedList<Activity>({
    label: words.settings.activity,
    none: words.settings.noActivity,
    load: (cursor) => client.actions.account.activity(cursor),
    row: activityLine,
  })
  void list.reload()
  return el('div', { class: 'section' }, el('p', { class: 'hint' }, words.settings.activityIntro), list.root)
}

function activityLine({ kind, at, address, device }: Activity): HTMLElement {
  const text = el(
    'span',
    { class: 'person-text' },
    el('span', { class: 'person-name' }, words.activity[kind]),
    el('span', { class: 'person-handle' }, `${device} · ${address}`),
  )
  const time = el('time', { class: 'hint', datetime: at }, `${dayTitle(at, new Date())}, ${clockTime(at)}`)
  return el('div', { class: kind === 'sign-in-failed' ? 'fact-line warning' : 'fact-line' }, text, time)
}
