import type { UserCard } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { PagedList } from '../components/paged-list.ts'
import { SearchList } from '../components/search-list.ts'
import type { Client } from '../client.ts'

/** People by the beginning of their name; what a row does is the caller's. */
export const peopleSearch = (client: Client, row: (person: UserCard) => HTMLElement) =>
  new SearchList<UserCard>({
    label: words.create.findPeople,
    hint: words.create.typeToFind,
    list: (query) =>
      new PagedList({
        label: words.create.results,
        none: words.create.noPeople,
        load: (cursor) => client.actions.people.search(query(), cursor),
        row,
      }),
  })
