import type { ConversationId, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { conversationRoute, type Route } from '../../router.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { ConversationListView } from '../list/conversation-list-view.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { shortcutOf } from '../switcher/shortcuts.ts'
import { AsidePane } from './aside-pane.ts'
import { ConnectionBanner } from './connection-banner.ts'
import { OtherPeople } from '../home/other-people.ts'
import { MainPane } from './main-pane.ts'
import { PageTitle } from './page-title.ts'
import { UpdateBanner } from './update-banner.ts'

/** The list, what is open, and sometimes its details. On a narrow screen one of them at a time. */
export class ShellView extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #list: ConversationListView
  readonly #main: MainPane

  constructor(client: Client, viewerId: UserId) {
    super(el('div', { class: 'shell' }))
    this.#client = client
    this.#viewerId = viewerId
    const skip = el('a', { class: 'skip', href: '#main' }, words.common.skip)
    skip.addEventListener('click', (event) => {
      event.preventDefault()
      this.#main.focus()
    })
    // Before the panes, which move the focus to what is visible then.
    this.bind(client.router.route, (route) => this.#show(route))
    const banner = this.own(new ConnectionBanner(client))
    const update = this.own(new UpdateBanner(client))
    const others = this.own(new OtherPeople(client, viewerId))
    const openSwitcher = () => void this.#openSwitcher()
    this.#list = this.own(
      new ConversationListView(client, { viewerId, isAlone: others.isAlone, openSwitcher }),
    )
    this.#main = this.own(new MainPane(client, viewerId, others))
    const aside = this.own(new AsidePane(client, viewerId, this.#main))
    this.own(new PageTitle(client.state, client.router))
    const strips = el('div', { class: 'strips' }, update.root, banner.root)
    const sheet = el('div', { class: 'sheet' }, this.#main.root, aside.root)
    this.root.append(skip, this.#list.root, strips, sheet)
    this.listen(this.root, 'keydown', (event) => this.#key(event))
    this.listen(document, 'keydown', (event) => this.#shortcut(event))
  }

  #show(route: Route): void {
    if (route.name === 'register') this.#client.router.replace({ name: 'home' })
    const panel = route.name === 'conversation' ? route.panel : null
    this.root.dataset['pane'] = panel ? 'aside' : route.name === 'home' ? 'list' : 'main'
  }

  #shortcut(event: KeyboardEvent): void {
    const shortcut = shortcutOf(event)
    if (!shortcut) return
    event.preventDefault()
    if (shortcut === 'switcher') void this.#openSwitcher()
    else if (shortcut === 'shortcuts') void this.#openShortcuts()
    else this.#goTo(this.#list.neighbour(shortcut === 'next' ? 1 : -1))
  }

  #goTo(id: ConversationId | null): void {
    if (id) this.#client.router.go(conversationRoute(id))
  }

  async #openSwitcher(): Promise<void> {
    const loaded = await whenLoaded(this.#client.toasts, chunks.switcher)
    const findMessages = (text: string) => this.#findMessages(text)
    loaded?.openSwitcher({ client: this.#client, viewerId: this.#viewerId, findMessages })
  }

  async #openShortcuts(): Promise<void> {
    const loaded = await whenLoaded(this.#client.toasts, chunks.shortcuts)
    loaded?.openShortcuts()
  }

  /** In the list, which a narrow screen shows alone. */
  #findMessages(text: string): void {
    if (!this.#list.root.checkVisibility()) this.#client.router.go({ name: 'home' })
    this.#list.seek(text)
  }

  /** Escape closes the details; where there are none, it leads back to the message box. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const route = this.#client.router.route.get()
    if (route.name !== 'conversation') return
    if (route.panel) this.#client.router.up({ ...route, panel: null })
    else this.#main.focus()
  }
}
