import type { Conversation, ConversationSummary, UserId } from '@parley/shared'

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
  readonly #head = el('div', { class: 'group-head' })
  readonly #memberCount = el('h3', {})
  readonly #members: MemberList
  // Made once: a button that is made anew while it is pressed does nothing, and one in focus loses it.
  readonly #add: HTMLButtonElement
  readonly #edit: HTMLButtonElement
  readonly #mute: HTMLButtonElement
  readonly #close: HTMLButtonElement
  #summary: ConversationSummary
  #shown: Conversation | null = null

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('aside', { class: 'panel', 'aria-label': words.details.title }))
    this.#summary = summary
    const { id } = summary.conversation
    this.#add = button(words.details.add, () => openAddPeople(client, id), 'primary')
    this.#edit = button(words.timeline.edit, () => openGroupForm(client, this.#summary), 'plain')
    this.#mute = button('', () => void toggleMuted(client, this.#summary), 'plain')
    this.#close = button(words.details.close, () => void closeGroup(client, id), 'danger')
    const leave = button(words.details.leave, () => void leaveGroup(client, id), 'quiet')
    this.#members = this.own(new MemberList(client, viewerId, id))
    const scroll = el(
      'div',
      { class: 'panel-scroll' },
      this.#head,
      el('div', { class: 'panel-actions' }, this.#add, this.#edit, this.#mute),
      this.#memberCount,
      this.#members.root,
      el('div', { class: 'panel-end' }, leave, this.#close),
    )
    this.root.append(panelHead(client.router, id, words.details.title), scroll)
    this.bind(client.state.conversation(id), (now) => now && this.#show(now))
  }

  #show(summary: ConversationSummary): void {
    const { conversation, membership } = summary
    this.#summary = summary
    if (conversation !== this.#shown) replaceChildren(this.#head, ...groupHead(summary))
    this.#shown = conversation
    this.#memberCount.textContent = words.header.members(conversation.memberCount)
    this.#members.refresh(conversation, membership.role)
    this.#mute.textContent = membership.muted ? words.details.unmute : words.details.mute
    for (const control of [this.#add, this.#edit, this.#close]) control.hidden = membership.role !== 'owner'
  }
}
