import type { Conversation, ConversationSummary, MemberRole, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { Act } from '../components/act.ts'
import { openMenu } from '../components/menu.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { mayAddPeople, openAddPeople } from './add-people-dialog.ts'
import { groupHead } from './group-head.ts'
import { groupMenu } from './group-menu.ts'
import { MemberList } from './member-list.ts'
import { muteAction } from './mute.ts'
import { RequestsRow } from '../moderation/requests-row.ts'
import { panelHead } from './panel-head.ts'

/** A group: what it is about, who is in it, and what one may do with it. */
export class GroupPanel extends Component {
  readonly #head = el('div', { class: 'group-head' })
  readonly #memberCount = el('h3', {})
  readonly #members: MemberList
  // Made once: a button that is made anew while it is pressed does nothing, and one in focus loses it.
  readonly #add: Act
  readonly #mute: Act
  readonly #more: Act
  readonly #requests: RequestsRow
  readonly #client: Client
  #summary: ConversationSummary
  #shown: Conversation | null = null
  #role: MemberRole | null = null

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('aside', { class: 'panel', 'aria-label': words.details.title }))
    this.#client = client
    this.#summary = summary
    const { id } = summary.conversation
    const { add, addShort, more } = words.details
    this.#add = new Act(() => openAddPeople(client, id)).show('adduser', addShort, add)
    this.#mute = new Act(() => muteAction(client, this.#summary)?.run(this.#mute.root))
    this.#more = new Act(() => openMenu(this.#more.root, more, groupMenu(client, this.#summary))).show(
      'more',
      more,
    )
    this.#requests = new RequestsRow(client, id)
    this.#members = this.own(new MemberList(client, viewerId, id))
    const scroll = el(
      'div',
      { class: 'panel-scroll' },
      this.#head,
      el('div', { class: 'acts' }, this.#add.root, this.#mute.root, this.#more.root),
      this.#requests.root,
      this.#memberCount,
      this.#members.root,
    )
    this.root.append(panelHead(client.router, id, words.details.title), scroll)
    this.bind(client.state.conversation(id), (now) => now && this.#show(now))
  }

  #show(summary: ConversationSummary): void {
    const { conversation, membership } = summary
    this.#summary = summary
    if (conversation !== this.#shown || membership.role !== this.#role)
      replaceChildren(this.#head, ...groupHead(this.#client, summary))
    this.#shown = conversation
    this.#role = membership.role
    this.#requests.show(summary)
    this.#memberCount.textContent = words.header.members(conversation.memberCount)
    this.#members.refresh(conversation, membership.role)
    const { mute, unmute } = words.details
    this.#mute.show(membership.muted ? 'bell' : 'mute', membership.muted ? unmute : mute)
    this.#add.root.hidden = !mayAddPeople(summary)
  }
}
