import type { UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'

/** Shown while the person is online. */
export class PresenceDot extends Component {
  constructor(client: Client, userId: UserId) {
    const spoken = el('span', { class: 'visually-hidden' }, words.presence.online)
    super(el('span', { class: 'presence-dot', title: words.presence.online }, spoken))
    this.bind(client.state.presence(userId), (presence) => {
      this.root.hidden = !presence?.online
    })
  }
}
