import { words } from '../../i18n/index.ts'
import { derived } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { el, replaceChildren, sentence } from '../dom.ts'
import { namedBy, systemText } from '../format/system-text.ts'
import { clockTime, dayTitle } from '../format/time.ts'
import type { RowContext } from './row-context.ts'
import type { SystemRowModel } from './rows.ts'

export class DayRow extends Component {
  constructor({ client: { clock } }: RowContext, at: string) {
    super(el('div', { class: 'divider', role: 'separator' }))
    this.bind(clock.day, () => {
      replaceChildren(this.root, el('span', {}, dayTitle(at, clock.now.get())))
    })
  }

  update(): void {}
}

export class UnreadRow extends Component {
  constructor() {
    super(el('div', { class: 'divider news', role: 'separator' }, el('span', {}, words.timeline.newMessages)))
  }

  update(): void {}
}

export class SystemRow extends Component {
  constructor({ client, viewerId }: RowContext, { actorId, event, at }: SystemRowModel) {
    super(el('div', { class: 'system-message', role: 'article', tabindex: -1 }))
    const people = namedBy(actorId, event).map((id) => client.state.person(id))
    const time = el('time', { datetime: at })
    this.bind(client.clock.day, () => (time.textContent = clockTime(at)))
    this.bind(
      derived(people, () => systemText(client.state, actorId, event, viewerId)),
      (text) => replaceChildren(this.root, ...sentence(text), ' ', time),
    )
  }

  update(): void {}
}
