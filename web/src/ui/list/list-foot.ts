import type { Me } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { pathOf } from '../../router.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { bdi, cutLine, el, replaceChildren } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { avatar } from '../people/avatar.ts'

/** Oneself: a menu, and the way to the settings. */
export class ListFoot extends Component {
  readonly #client: Client
  readonly #self: HTMLButtonElement

  constructor(client: Client) {
    super(el('footer', { class: 'list-foot' }))
    this.#client = client
    const open = () => void this.#openMenu()
    this.#self = el('button', { type: 'button', class: 'self', 'aria-haspopup': 'menu', onclick: open })
    const label = words.list.settings
    const href = pathOf({ name: 'settings', section: null })
    const settings = el('a', { class: 'icon-button', href, 'aria-label': label, title: label }, icon('gear'))
    this.root.append(this.#self, settings)
    this.bind(client.state.session, (session) => {
      if (session.kind === 'signed-in') this.#show(session.me)
    })
  }

  #show(me: Me): void {
    const { displayName, username, statusText } = me
    replaceChildren(
      this.#self,
      avatar(me, displayName, 'little'),
      el(
        'span',
        { class: 'self-text' },
        el('span', { class: 'self-name' }, cutLine(displayName)),
        el('span', { class: 'self-status' }, statusText ? cutLine(statusText) : bdi(`@${username}`)),
      ),
      el('span', { class: 'visually-hidden' }, ` ${words.list.account}`),
    )
  }

  async #openMenu(): Promise<void> {
    const menu = await whenLoaded(chunks.selfMenu)
    menu?.openSelfMenu(this.#client, this.#self)
  }
}
