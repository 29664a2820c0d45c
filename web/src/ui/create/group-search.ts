import type { FoundGroup } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { flag } from '../people/avatar.ts'
import { PagedList } from '../components/paged-list.ts'
import { SearchList } from '../components/search-list.ts'
import type { Client } from '../client.ts'
import { el, cutLine } from '../dom.ts'
import { groupEntry, groupFacts } from './group-entry.ts'

/** Groups that can be found: to join or to ask for, or to open where one is a member already. */
export class GroupSearch extends SearchList<FoundGroup> {
  constructor(client: Client, done: () => void) {
    super({
      label: words.create.findGroups,
      list: (query) =>
        new PagedList({
          label: words.create.results,
          none: words.create.noGroups,
          load: (cursor) => client.actions.conversations.findGroups(query(), cursor),
          keepsRows: true,
          row: (found) => groupLine(client, found, done),
        }),
    })
    const before = client.state.joinRequest.get()
    this.bind(client.state.joinRequest, (now) => now !== before && this.search())
  }
}

function groupLine(client: Client, found: FoundGroup, done: () => void): HTMLElement {
  const { conversation } = found
  const text = el(
    'span',
    { class: 'person-text' },
    el('span', { class: 'person-name' }, cutLine(conversation.name ?? '')),
    el('span', { class: 'person-handle' }, ...groupFacts(found)),
  )
  const entry = groupEntry(client, found, done)
  return el('span', { class: 'person-line' }, flag(conversation, 'medium'), text, ...entry)
}
