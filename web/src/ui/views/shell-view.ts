import type { UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { Route } from '../../router.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, setAttribute } from '../dom.ts'
import { ConversationListView } from '../list/conversation-list-view.ts'
import { Shortcuts } from '../switcher/shortcuts.ts'
import { AsidePane } from './aside-pane.ts'
import { ConnectionBanner } from './connection-banner.ts'
import { OtherPeople } from '../home/other-people.ts'
import { MainPane } from './main-pane.ts'
import { PageTitle } from './page-title.ts'
import { UpdateBanner } from './update-banner.ts'

/** Panes take each other's place, as the styles have it. */
const narrow = matchMedia('(width < 720px)')

/** The list, what is open, and sometimes its details. On a narrow screen one of them at a time. */
export class ShellView extends Component {
  readonly #client: Client
  readonly #main: MainPane
  readonly #side = el('div', { class: 'list-side' })

  constructor(client: Client, viewerId: UserId) {
    super(el('div', { class: 'shell' }))
    this.#client = client
    const skip = el('a', { class: 'skip', href: '#main' }, words.common.skip)
    skip.addEventListener('click', (event) => {
      event.preventDefault()
      this.#main.focus()
    })
    // Before the panes, which move the focus to what is visible then.
    this.bind(client.router.route, (route) => this.#show(route))
    const showMain = () => this.#showMain()
    narrow.addEventListener('change', showMain)
    this.onEnd(() => narrow.removeEventListener('change', showMain))
    const banner = this.own(new ConnectionBanner(client))
    const update = this.own(new UpdateBanner(client))
    const others = this.own(new OtherPeople(client, viewerId))
    const openSwitcher = () => shortcuts.openSwitcher()
    const list = this.own(
      new ConversationListView(client, { viewerId, isAlone: others.isAlone, openSwitcher }),
    )
    const shortcuts = this.own(new Shortcuts(client, viewerId, list))
    this.#main = this.own(new MainPane(client, viewerId, others))
    const aside = this.own(new AsidePane(client, viewerId, this.#main))
    this.own(new PageTitle(client.state, client.router))
    const strips = el('div', { class: 'strips' }, update.root, banner.root)
    const sheet = el('main', { class: 'sheet' }, this.#main.root, aside.root)
    this.#side.append(list.root)
    const name = el('header', { class: 'visually-hidden' }, el('h1', {}, words.appName))
    this.root.append(skip, name, this.#side, strips, sheet)
    this.listen(this.root, 'keydown', (event) => this.#key(event))
  }

  #show(route: Route): void {
    if (route.name === 'register') this.#client.router.replace({ name: 'home' })
    const panel = route.name === 'conversation' ? route.panel : null
    this.root.dataset['pane'] = panel ? 'aside' : route.name === 'home' ? 'list' : 'main'
    this.#showMain()
  }

  /** Where the list is all that is shown, it is the main part of the page. */
  #showMain(): void {
    const isAlone = narrow.matches && this.root.dataset['pane'] === 'list'
    setAttribute(this.#side, 'role', isAlone ? 'main' : null)
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
