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
import { roleTag } from '../moderation/roles.ts'
import { silenceSign } from '../moderation/silencing.ts'
import { memberMenuButton } from './member-menu.ts'

/** The members of a group, page by page, and what one may do with each of them. */
export class MemberList extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #id: ConversationId
  readonly #list: PagedList<Member>
  readonly #rowEnds = new Map<Member, () => void>()
  #role: MemberRole = 'member'
  /** Of silences that are shown. */
  readonly #ends = new Set<string>()
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
        ended: (member) => this.#endRow(member),
      }),
    )
    this.root.append(this.#list.root)
    this.bind(client.clock.now, (now) => this.#dropEnded(now))
    this.bind(client.state.blocked, () => this.#version > 0 && void this.#list.reload())
  }

  /** Loads anew when anything about the group has changed. */
  refresh(conversation: Conversation, role: MemberRole): void {
    if (conversation.version === this.#version && role === this.#role) return
    this.#version = conversation.version
    this.#role = role
    void this.#list.reload()
  }

  /** Nothing tells of the end. */
  #dropEnded(now: Date): void {
    if (![...this.#ends].some((end) => Date.parse(end) <= now.getTime())) return
    this.#ends.clear()
    void this.#list.reload()
  }

  #endRow(member: Member): void {
    this.#rowEnds.get(member)?.()
    this.#rowEnds.delete(member)
  }

  #row(member: Member): HTMLElement {
    const { user, role } = member
    const panel = { kind: 'person', userId: user.id } as const
    if (member.silencedUntil) this.#ends.add(member.silencedUntil)
    const line = personLine(user, blockedTag(this.#client, user.id), roleTag(role))
    line.querySelector('.person-text')?.append(silenceSign(this.#client, member))
    line.firstElementChild?.append(this.#presenceOf(member))
    const link = el('a', { class: 'pick', href: pathOf({ name: 'conversation', id: this.#id, panel }) }, line)
    const context = { client: this.#client, id: this.#id, role: this.#role, viewerId: this.#viewerId }
    return el('div', { class: 'member' }, link, memberMenuButton(context, member))
  }

  #presenceOf(member: Member): HTMLElement {
    const { id } = member.user
    const dot = new PresenceDot(this.#client, id)
    const unwatch = this.#client.actions.presence.watch([id])
    this.#rowEnds.set(member, () => {
      unwatch()
      dot.destroy()
    })
    return dot.root
  }
}
