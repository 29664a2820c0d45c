import type { FoundGroup } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { groupEntry, groupFacts } from '../create/group-entry.ts'
import { cutLine, el, type Child } from '../dom.ts'
import { flag } from '../people/avatar.ts'
import { HomeSection, homeText } from './section.ts'

const most = 3
/** Below it home is the list, and nobody sees this. */
const besideList = '(width >= 720px)'

/** Groups to join, or to ask for. */
export class OpenGroups extends Component {
  readonly #client: Client
  readonly #section: HomeSection<FoundGroup>
  #hasEnded = false

  constructor(client: Client) {
    const section = new HomeSection<FoundGroup>({
      title: words.home.groups,
      key: ({ conversation }) => conversation.id,
      row: () => el('div', { class: 'home-row' }),
      content: (found) => this.#content(found),
    })
    super(section.root)
    this.#client = client
    this.#section = this.own(section)
    const isBeside = matchMedia(besideList)
    const load = () => void this.#load()
    if (isBeside.matches) load()
    else isBeside.addEventListener('change', load, { once: true })
    const before = client.state.joinRequest.get()
    this.bind(client.state.joinRequest, (now) => now !== before && load())
    this.onEnd(() => {
      this.#hasEnded = true
      isBeside.removeEventListener('change', load)
    })
  }

  /** They are found in the dialog as well, which says what failed. */
  async #load(): Promise<void> {
    const result = await this.#client.actions.conversations.openGroups()
    if (this.#hasEnded || !result.ok) return
    this.#section.show(result.value.items.filter(({ member }) => !member).slice(0, most))
  }

  #content(found: FoundGroup): Child[] {
    const { conversation } = found
    return [
      flag(conversation, 'medium'),
      homeText(cutLine(conversation.name ?? words.list.untitled), ...groupFacts(found)),
      ...groupEntry(this.#client, found, () => {}),
    ]
  }
}
