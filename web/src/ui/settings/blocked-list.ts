import type { BlockedPerson, UserCard } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { unmarked } from '../../i18n/isolated.ts'
import { button } from '../components/button.ts'
import { PagedList } from '../components/paged-list.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { personName } from '../format/names.ts'
import { listTime } from '../format/time.ts'
import { unblock } from '../people/blocking.ts'
import { personLine } from '../people/person-row.ts'

/** Whom one has blocked, and ending it. */
export class BlockedList extends Component {
  readonly #client: Client
  readonly #list: PagedList<BlockedPerson>

  constructor(client: Client) {
    super(el('div', { class: 'blocked-list', tabindex: -1 }, el('p', { class: 'hint' }, words.blocked.intro)))
    this.#client = client
    this.#list = this.own(
      new PagedList<BlockedPerson>({
        label: words.blocked.title,
        none: words.blocked.nobody,
        load: (cursor) => client.actions.people.blocked(cursor),
        row: (blocked) => this.#row(blocked),
      }),
    )
    this.root.append(this.#list.root)
    this.bind(client.clock.day, () => this.#list.redraw())
    // By whatever device.
    this.bind(client.state.blocked, () => void this.#list.reload())
  }

  #row({ user, blockedAt }: BlockedPerson): HTMLElement {
    const end = button(words.composer.unblock, () => void this.#unblock(user), 'plain')
    end.setAttribute('aria-label', unmarked(words.blocking.unblockName(personName(user))))
    const time = el(
      'time',
      { class: 'hint', datetime: blockedAt },
      listTime(blockedAt, this.#client.clock.now.get()),
    )
    return personLine(user, time, end)
  }

  async #unblock(user: UserCard): Promise<void> {
    await unblock(this.#client, user)
    // The button in focus goes with its row.
    this.root.focus()
  }
}
