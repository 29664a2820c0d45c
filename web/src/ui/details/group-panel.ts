import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { openAddPeople } from './add-people-dialog.ts'
import { closeGroup, leaveGroup, toggleMuted } from './group-actions.ts'
import { openGroupForm } from './group-form.ts'
import { groupHead } from './group-head.ts'
import { MemberList } from './member-list.ts'
import { panelHead } from './panel-head.ts'

/** A group: what it is about, who is in it, and what one may do with it. */
export class GroupPanel extends Component {
  readonly #client: Client
  readonly #head = el('div', { class: 'group-head' })
  readonly #actions = el('div', { class: 'panel-actions' })
  readonly #memberCount = el('h3', {})
  readonly #end = el('div', { class: 'panel-end' })
  readonly #members: MemberList

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('aside', { class: 'panel', 'aria-label': words.details.title }))
    this.#client = client
    const { id } = summary.conversation
    this.#members = this.own(new MemberList(client, viewerId, id))
    const scroll = el(
      'div',
      { class: 'panel-scroll' },
      this.#head,
      this.#actions,
      this.#memberCount,
      this.#members.root,
      this.#end,
    )
    this.root.append(panelHead(client.router, id, words.details.title), scroll)
    this.bind(client.state.conversation(id), (now) => now && this.#show(now))
  }

  #show(summary: ConversationSummary): void {
    const { conversation, membership } = summary
    const owner = membership.role === 'owner'
    replaceChildren(this.#head, ...groupHead(summary))
    this.#memberCount.textContent = words.header.members(conversation.memberCount)
    this.#members.refresh(conversation, membership.role)
    replaceChildren(this.#actions, ...this.#topActions(summary))
    const leave = button(words.details.leave, () => void leaveGroup(this.#client, conversation.id), 'quiet')
    const close =
      owner && button(words.details.close, () => void closeGroup(this.#client, conversation.id), 'danger')
    replaceChildren(this.#end, leave, close)
  }

  #topActions(summary: ConversationSummary): (HTMLElement | false)[] {
    const { membership } = summary
    const owner = membership.role === 'owner'
    const muteLabel = membership.muted ? words.details.unmute : words.details.mute
    return [
      owner &&
        button(words.details.add, () => openAddPeople(this.#client, summary.conversation.id), 'primary'),
      owner && button(words.timeline.edit, () => openGroupForm(this.#client, summary), 'plain'),
      button(muteLabel, () => void toggleMuted(this.#client, summary), 'plain'),
    ]
  }
}
