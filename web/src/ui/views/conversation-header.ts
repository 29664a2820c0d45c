import type { ConversationSummary, UserCard } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { conversationRoute, type Panel } from '../../router.ts'
import { iconButton } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { bdi, el, cutLine, replaceChildren } from '../dom.ts'
import { daysText } from '../format/days.ts'
import { conversationAvatar, conversationName } from '../format/names.ts'
import { presenceText } from '../format/presence-text.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { sign } from '../list/row-marks.ts'

export class ConversationHeader extends Component {
  readonly #client: Client
  readonly #avatar = el('span', { class: 'header-avatar' })
  readonly #name = el('h2', { class: 'header-name', tabindex: -1 })
  readonly #sub = el('p', { class: 'header-sub' })
  #summary: ConversationSummary

  /** @param find opens the search in this conversation */
  constructor(client: Client, summary: ConversationSummary, find: () => void) {
    super(el('header', { class: 'pane-head' }))
    this.#client = client
    this.#summary = summary
    const back = iconButton('back', words.common.back, () => client.router.up({ name: 'home' }), {
      class: 'icon-button back-button',
    })
    const title = el('div', { class: 'header-title' }, this.#name, this.#sub)
    this.root.append(back, this.#avatar, title, iconButton('search', words.header.find, find))
    if (summary.conversation.kind !== 'group') this.root.append(this.#menuButton())
    if (summary.conversation.kind !== 'notes') this.root.append(this.#detailsButton())
    if (summary.peer) this.bind(client.state.presence(summary.peer.id), () => this.#showSub())
    this.summarize(summary)
    this.bind(client.clock.day, () => this.#showSub())
  }

  summarize(summary: ConversationSummary): void {
    this.#summary = summary
    this.#avatar.replaceChildren(conversationAvatar(summary, 'small'))
    const { expireAfterSeconds: after } = summary.conversation
    const clock = after !== undefined && sign('clock', words.header.expiry(daysText(after)))
    replaceChildren(this.#name, cutLine(conversationName(summary)), clock)
    this.#showSub()
  }

  #menuButton(): HTMLElement {
    const label = words.header.actions
    const open = async () => {
      const panels = await whenLoaded(chunks.panels)
      panels?.openTalkMenu(control, this.#client, this.#summary)
    }
    const control = iconButton('more', label, () => void open())
    return control
  }

  #detailsButton(): HTMLElement {
    const { router } = this.#client
    const { conversation, peer } = this.#summary
    const panel: Panel = peer ? { kind: 'person', userId: peer.id } : { kind: 'details' }
    const here = conversationRoute(conversation.id)
    const toggle = () => {
      const now = router.route.get()
      if (now.name === 'conversation' && now.panel) router.up(here)
      else router.go({ name: 'conversation', id: conversation.id, panel })
    }
    const control = iconButton('side', words.header.details, toggle)
    this.bind(router.route, (route) => {
      control.setAttribute('aria-pressed', String(route.name === 'conversation' && route.panel !== null))
    })
    return control
  }

  #showPresence(peer: UserCard | null): void {
    const presence = peer && this.#client.state.presence(peer.id).get()
    this.#sub.textContent = peer ? presenceText(presence, this.#client.clock.now.get()) : ''
    this.#sub.classList.toggle('header-online', presence?.online === true)
  }

  #showSub(): void {
    const { conversation, peer } = this.#summary
    switch (conversation.kind) {
      case 'notes':
        this.#sub.textContent = words.header.notes
        break
      case 'direct':
        this.#showPresence(peer)
        break
      case 'group':
        replaceChildren(this.#sub, words.header.members(conversation.memberCount))
        if (conversation.topic)
          this.#sub.append(el('span', { class: 'header-topic' }, ' · ', bdi(conversation.topic)))
    }
  }
}
