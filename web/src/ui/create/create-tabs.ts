import type { UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { Dialog } from '../components/dialog.ts'
import { Tabs } from '../components/tabs.ts'
import type { Client } from '../client.ts'
import { GroupSearch } from './group-search.ts'
import { NewGroup } from './new-group-form.ts'
import { PeopleTab } from './people-tab.ts'

export type CreateTab = 'people' | 'groups' | 'group'

interface CreateOptions {
  readonly viewerId: UserId
  readonly tab: CreateTab
  /** Of a new group. */
  readonly name: string
}

const order: readonly CreateTab[] = ['people', 'groups', 'group']

export function openCreate(client: Client, { viewerId, tab, name }: CreateOptions): void {
  const dialog = new Dialog(words.create.title)
  const done = () => dialog.close()
  let chosen: readonly UserCard[] = []
  const startGroup = (people: readonly UserCard[]) => {
    chosen = people
    tabs.choose(order.indexOf('group'))
  }
  const tabs = new Tabs(words.create.title, [
    { label: words.create.people, make: () => new PeopleTab(client, { viewerId, done, startGroup }) },
    { label: words.create.groups, make: () => new GroupSearch(client, done) },
    { label: words.create.newGroup, make: () => new NewGroup(client, { name, people: chosen, done }) },
  ])
  dialog.add(tabs)
  dialog.open()
  tabs.choose(order.indexOf(tab))
}
