import type { FoundGroup } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { flag } from '../people/avatar.ts'
import { button } from '../components/button.ts'
import { PagedList } from '../components/paged-list.ts'
import { SearchList } from '../components/search-list.ts'
import type { Client } from '../client.ts'
import { bdi, el, cutLine } from '../dom.ts'
import { enterGroup } from './enter-group.ts'

/** Open groups: to join, or to open where one is a member already. */
export const groupSearch = (client: Client, done: () => void) =>
  new SearchList<FoundGroup>({
    label: words.create.findGroups,
    list: (query) =>
      new PagedList({
        label: words.create.results,
        none: words.create.noGroups,
        load: (cursor) => client.actions.conversations.findGroups(query(), cursor),
        keepsRows: true,
        row: (found) => groupLine(found, () => void enterGroup(client, found, done)),
      }),
  })

function groupLine({ conversation, member }: FoundGroup, choose: () => void): HTMLElement {
  const { name, topic, memberCount } = conversation
  const facts = [words.header.members(memberCount), ...(topic ? [' · ', bdi(topic)] : [])]
  const text = el(
    'span',
    { class: 'person-text' },
    el('span', { class: 'person-name' }, cutLine(name ?? '')),
    el('span', { class: 'person-handle' }, ...facts),
  )
  const label = member ? words.create.joined : words.create.join
  const enterButton = button(label, choose, member ? 'quiet' : 'plain')
  enterButton.setAttribute('aria-label', `${label}: ${name ?? ''}`)
  return el('span', { class: 'person-line' }, flag(conversation, 'medium'), text, enterButton)
}
