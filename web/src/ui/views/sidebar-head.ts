import type { UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { pathOf } from '../../router.ts'
import { avatar } from '../people/avatar.ts'
import { iconButton } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { openNewConversation } from '../create/new-conversation-dialog.ts'
import { el } from '../dom.ts'

/** Oneself, and the way to a new conversation. */
export class SidebarHead extends Component {
  constructor(client: Client, viewerId: UserId) {
    super(el('header', { class: 'sidebar-head' }))
    const href = pathOf({ name: 'settings', section: null })
    const label = words.list.settings
    const self = el('a', { class: 'self', href, 'aria-label': label, title: label })
    const start = () => openNewConversation(client, viewerId)
    const add = iconButton('plus', words.list.start, start, { class: 'icon-button strong' })
    this.root.append(self, el('h1', {}, words.appName), add)
    this.bind(client.state.session, (session) => {
      if (session.kind !== 'signed-in') return
      self.replaceChildren(avatar(session.me.id, session.me.displayName, 'small'))
    })
  }
}
