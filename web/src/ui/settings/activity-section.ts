import type { Activity } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { PagedList } from '../components/paged-list.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { bdi, el } from '../dom.ts'
import { clockTime, dayTitle } from '../format/time.ts'

/** What happened with one's account. */
export class ActivitySection extends Component {
  readonly #clock: Client['clock']

  constructor({ actions, clock }: Client) {
    super(el('div', { class: 'section' }, el('p', { class: 'hint' }, words.settings.activityIntro)))
    this.#clock = clock
    const list = this.own(
      new PagedList<Activity>({
        label: words.settings.activity,
        none: words.settings.noActivity,
        load: (cursor) => actions.account.activity(cursor),
        row: (activity) => this.#line(activity),
      }),
    )
    this.root.append(list.root)
    this.bind(clock.day, () => list.redraw())
    void list.reload()
  }

  #line({ kind, at, address, device, tokenName }: Activity): HTMLElement {
    const text = el(
      'span',
      { class: 'person-text' },
      el(
        'span',
        { class: 'person-name' },
        words.activity[kind],
        tokenName && ': ',
        tokenName && bdi(tokenName),
      ),
      el('span', { class: 'person-handle' }, `${device} · ${address}`),
    )
    const when = `${dayTitle(at, this.#clock.now.get())}, ${clockTime(at)}`
    const time = el('time', { class: 'hint', datetime: at }, when)
    return el('div', { class: kind === 'sign-in-failed' ? 'fact-line warning' : 'fact-line' }, text, time)
  }
}
