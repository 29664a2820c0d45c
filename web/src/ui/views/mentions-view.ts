import type { Message, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { PagedList } from '../components/paged-list.ts'
import { hitRow } from '../search/hit-row.ts'
import { ListPage } from './list-page.ts'

/** Where others have mentioned one, the newest first; each leads to its message. */
export class MentionsView extends ListPage {
  constructor(client: Client, viewerId: UserId) {
    super(client, words.list.mentions)
    const list = this.own(
      new PagedList<Message>({
        label: words.list.mentions,
        none: words.mentions.none,
        load: (cursor) => client.actions.finding.mentions(cursor),
        row: (message) => hitRow({ client, viewerId }, message),
      }),
    )
    this.fill(list.root)
    // Where they are is not known before the list of conversations is.
    this.bind(
      derived([client.state.conversations], (all) => all !== null),
      () => list.redraw(),
    )
    void list.reload()
  }
}
