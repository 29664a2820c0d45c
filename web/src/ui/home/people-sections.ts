import type { ConversationSummary, UserCard, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute, pathOf } from '../../router.ts'
import { derived, type Readable } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { openDirect } from '../create/open-direct.ts'
import { el } from '../dom.ts'
import { conversationName, personName } from '../format/names.ts'
import { avatar, notesAvatar } from '../people/avatar.ts'
import { personText } from '../people/person-row.ts'
import { HomeSection, homeText } from './section.ts'

const most = 6

/** The conversations with somebody alone who is here at the moment. */
export const talksHere = (
  list: readonly ConversationSummary[] | null,
  online: ReadonlySet<UserId>,
): ConversationSummary[] => (list ?? []).filter(({ peer }) => peer !== null && online.has(peer.id))

/** With whom one talks and who is here at the moment. */
export class HereNow extends Component {
  constructor(client: Client) {
    const section = new HomeSection<ConversationSummary>({
      title: words.home.here,
      key: ({ conversation }) => conversation.id,
      row: ({ conversation: { id } }) => el('a', { class: 'home-row', href: pathOf(conversationRoute(id)) }),
      content: (summary) => {
        const name = conversationName(summary)
        const face = avatar(summary.peer ?? { id: '' }, name, 'small')
        const dot = el('span', { class: 'presence-dot' })
        return [el('span', { class: 'home-face' }, face, dot), summary.peer && personText(summary.peer)]
      },
    })
    super(section.root)
    this.own(section)
    const { conversations, online } = client.state
    this.bind(derived([conversations, online], talksHere), (here) => section.show(here.slice(0, most)))
  }
}

/** For who talks with nobody yet: with whom they could. */
export class SomePeople extends Component {
  constructor(client: Client, people: Readable<readonly UserCard[]>) {
    const section = new HomeSection<UserCard>({
      title: words.home.people,
      key: ({ id }) => id,
      row: ({ id }) => homeButton(() => void openDirect(client, id, () => {})),
      content: (person) => [avatar(person, personName(person), 'small'), personText(person)],
    })
    super(section.root)
    this.own(section)
    this.bind(people, (known) => section.show(known.slice(0, most)))
  }
}

/** The page that only oneself can see. */
export class OwnNotes extends Component {
  constructor(client: Client, viewerId: UserId) {
    const section = new HomeSection<UserId>({
      title: words.home.own,
      key: (id) => id,
      row: (id) => homeButton(() => void openDirect(client, id, () => {})),
      content: () => [notesAvatar('medium'), homeText(words.list.notes, words.home.ownHint)],
    })
    super(section.root)
    this.own(section)
    section.show([viewerId])
  }
}

const homeButton = (onclick: () => void) => el('button', { type: 'button', class: 'home-row', onclick })
