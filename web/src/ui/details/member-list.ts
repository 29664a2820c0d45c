import type { Conversation, ConversationId, Member, MemberRole, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import { PagedList } from '../components/paged-list.ts'
import { blockedTag } from '../people/blocking.ts'
import { personLine } from '../people/person-row.ts'
import { PresenceDot } from '../people/presence-dot.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { memberMenuButton } from './member-menu.ts'

/** The members of a group, page by page; its owner can remove them and hand the group over. */
export class MemberList extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #id: ConversationId
  readonly #list: PagedList<Member>
  readonly #rowEnds: (() => void)[] = []
  #role: MemberRole = 'member'
  #version = 0

  constructor(client: Client, viewerId: UserId, id: ConversationId) {
    super(el('div', { class: 'members' }))
    this.#client = client
    this.#viewerId = viewerId
    this.#id = id
    this.#list = this.own(
      new PagedList<Member>({
        label: words.details.members,
        none: '',
        load: (cursor) => client.actions.members.list(id, cursor),
        row: (member) => this.#row(member),
        cleared: () => this.#endRows(),
      }),
    )
    this.root.append(this.#list.root)
    this.bind(client.state.blocked, () => this.#version > 0 && void this.#list.reload())
    this.onEnd(() => this.#endRows())
  }

  /** Loads anew when anything about the group has changed. */
  refresh(conversation: Conversation, role: MemberRole): void {
    if (conversation.version === this.#version && role === this.#role) return
    this.#version = conversation.version
    this.#role = role
    void this.#list.reload()
  }

  #endRows(): void {
    for (const end of this.#rowEnds.splice(0)) end()
  }

  #row(member: Member): HTMLElement {
    const { user, role } = member
    const panel = { kind: 'person', userId: user.id } as const
    const owner = role === 'owner' && el('span', { class: 'tag' }, words.details.owner)
    const line = personLine(user, blockedTag(this.#client, user.id), owner)
    line.firstElementChild?.append(this.#presenceOf(user.id))
    const link = el('a', { class: 'pick', href: pathOf({ name: 'conversation', id: this.#id, panel }) }, line)
    const mayAct = this.#role === 'owner' && user.id !== this.#viewerId
    return el('div', { class: 'member' }, link, mayAct && memberMenuButton(this.#client, this.#id, user))
  }

  #presenceOf(id: UserId): HTMLElement {
    const dot = new PresenceDot(this.#client, id)
    this.#rowEnds.push(this.#client.actions.presence.watch([id]), () => dot.destroy())
    return dot.root
  }
}
