import type { UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { conversationRoute } from '../../router.ts'
import { icon } from '../components/icon.ts'
import { blockedTag } from '../people/blocking.ts'
import { personLine } from '../people/person-row.ts'
import { Tabs } from '../components/tabs.ts'
import type { Client } from '../client.ts'
import { el } from '../dom.ts'
import { groupSearch } from './group-search.ts'
import { newGroupForm } from './new-group-form.ts'
import { peopleSearch } from './people-search.ts'

/** Find somebody, find a group, or make one. */
export const createTabs = (client: Client, viewerId: UserId, done: () => void): Tabs =>
  new Tabs(words.create.title, [
    { label: words.create.people, make: () => people(client, viewerId, done) },
    { label: words.create.groups, make: () => groupSearch(client, done).root },
    { label: words.create.newGroup, make: () => newGroupForm(client, done) },
  ])

function people(client: Client, viewerId: UserId, done: () => void): HTMLElement {
  const open = (id: UserId) => void openDirect(client, id, done)
  const search = peopleSearch(client, (person) => {
    const line = personLine(person, blockedTag(client, person.id))
    return el('button', { type: 'button', class: 'pick', onclick: () => open(person.id) }, line)
  })
  const notes = el(
    'button',
    { type: 'button', class: 'pick notes', onclick: () => open(viewerId) },
    icon('note'),
    words.create.yourself,
  )
  return el('div', { class: 'tab-body' }, search.root, notes)
}

async function openDirect(client: Client, userId: UserId, done: () => void): Promise<void> {
  const result = await client.actions.conversations.openDirect(userId)
  if (!result.ok) {
    client.toasts.failure(result.failure)
    return
  }
  done()
  client.router.go(conversationRoute(result.value.conversation.id))
}
