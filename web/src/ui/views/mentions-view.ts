import type { Message } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { PagedList } from '../components/paged-list.ts'
import { el } from '../dom.ts'
import { beginning } from '../format/beginning.ts'
import { plain } from '../format/plain.ts'
import { hitRow } from '../search/hit-row.ts'

/** As much of a message as two lines show. */
const shownMax = 300

/** Where others have mentioned one, the newest first; each leads to its message. */
export class MentionsView extends Component {
  constructor(client: Client) {
    super(el('section', { class: 'mentions', 'aria-label': words.list.mentions }))
    const back = iconButton('back', words.common.back, () => client.router.up({ name: 'home' }), {
      class: 'icon-button back-button',
    })
    const title = el('h2', { class: 'header-name', tabindex: -1 }, words.list.mentions)
    const list = this.own(
      new PagedList<Message>({
        label: words.list.mentions,
        none: words.mentions.none,
        load: (cursor) => client.actions.finding.mentions(cursor),
        row: (message) => hitRow(client, message, beginning(plain(message.text), shownMax)),
      }),
    )
    const body = el('div', { class: 'mentions-body' }, list.root)
    this.root.append(el('header', { class: 'pane-head' }, back, title), body)
    this.listen(this.root, 'keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) client.router.up({ name: 'home' })
    })
    // Where they are is not known before the list of conversations is.
    this.bind(
      derived([client.state.conversations], (all) => all !== null),
      () => list.redraw(),
    )
    void list.reload()
  }
}
