import type { ConversationSummary, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { conversationRoute, pathOf } from '../../router.ts'
import { draftShown } from '../../state/draft-key.ts'
import { derived } from '../../state/observable.ts'
import { PresenceDot } from '../people/presence-dot.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { cutLine, el, replaceChildren, setAttribute } from '../dom.ts'
import { listTime } from '../format/time.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { namesInPreview, preview } from '../format/preview.ts'
import { mentionBadge, ownTick, sign, unreadBadge } from './row-marks.ts'

/** One conversation in the list: a link to it. */
export class ConversationRow extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #link: HTMLAnchorElement
  readonly #avatar = el('span', { class: 'row-avatar' })
  readonly #name = el('span', { class: 'row-name' })
  readonly #tick = el('span', { class: 'row-tick' })
  readonly #time = el('time', { class: 'row-time' })
  readonly #last = el('span', { class: 'row-last' })
  readonly #marks = el('span', { class: 'row-marks' })
  readonly #dot: PresenceDot | null
  #summary: ConversationSummary

  constructor(client: Client, viewerId: UserId, summary: ConversationSummary) {
    super(el('li', { class: 'conversation-item' }))
    this.#client = client
    this.#viewerId = viewerId
    this.#summary = summary
    const { id } = summary.conversation
    this.#link = el('a', { class: 'conversation-row', href: pathOf(conversationRoute(id)) })
    const top = el('span', { class: 'row-line' }, this.#name, this.#tick, this.#time)
    const bottom = el('span', { class: 'row-line' }, this.#last, this.#marks)
    this.#link.append(this.#avatar, el('span', { class: 'row-body' }, top, bottom))
    this.root.append(this.#link)
    const { peer } = summary
    this.#dot = peer && !peer.deleted ? this.own(new PresenceDot(client, peer.id)) : null
    this.update(summary)
    this.bind(client.state.typists(id), () => this.#showLast())
    this.bind(client.state.drafts, () => this.#showLast())
    const names = derived([client.state.people], () => namesInPreview(client.state, this.#summary))
    this.bind(names, () => this.#showLast())
    this.bind(client.clock.day, () => this.#showTime())
    this.bind(client.router.route, (route) => {
      const active = route.name === 'conversation' && route.id === id
      setAttribute(this.#link, 'aria-current', active ? 'page' : null)
    })
  }

  update(summary: ConversationSummary): void {
    this.#summary = summary
    this.#showAvatar()
    this.#showName()
    this.#showTick()
    this.#showTime()
    this.#showLast()
    this.#showMarks()
  }

  focus(): void {
    this.#link.focus()
  }

  #showTime(): void {
    this.#time.textContent = listTime(this.#summary.lastActivityAt, this.#client.clock.now.get())
    this.#time.dateTime = this.#summary.lastActivityAt
  }

  #showTick(): void {
    replaceChildren(this.#tick, ownTick(this.#summary, this.#viewerId))
  }

  #showAvatar(): void {
    this.#avatar.replaceChildren(conversationAvatar(this.#summary, 'medium'))
    if (this.#dot) this.#avatar.append(this.#dot.root)
  }

  #showName(): void {
    const { conversation, membership } = this.#summary
    const isShut = conversation.kind === 'group' && conversation.visibility === 'closed'
    replaceChildren(
      this.#name,
      cutLine(conversationName(this.#summary)),
      isShut && sign('lock', words.list.closed),
      membership.muted && sign('mute', words.list.muted),
    )
  }

  #showLast(): void {
    const { id } = this.#summary.conversation
    const typing = this.#client.state.typists(id).get().length > 0
    const draft = draftShown(this.#client.state.drafts.get(), id)
    this.#last.classList.toggle('typing', typing)
    if (typing) replaceChildren(this.#last, words.typing.typing)
    else if (draft) replaceChildren(this.#last, el('em', {}, words.list.draft), cutLine(draft.slice(0, 200)))
    else replaceChildren(this.#last, ...preview(this.#client.state, this.#summary, this.#viewerId))
  }

  #showMarks(): void {
    const { unread, membership } = this.#summary
    const badge = unread > 0 ? unreadBadge(unread, membership.muted) : []
    replaceChildren(this.#marks, ...mentionBadge(this.#summary), ...badge)
    this.#link.classList.toggle('unread', unread > 0 && !membership.muted)
  }
}
