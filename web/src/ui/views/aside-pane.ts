import type { ConversationSummary, UserId } from '@parley/shared'

import type { Route } from '../../router.ts'
import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { GroupPanel } from '../details/group-panel.ts'
import { PersonPanel } from '../details/person-panel.ts'
import { el } from '../dom.ts'
import { Slot } from '../slot.ts'
import type { MainPane } from './main-pane.ts'

/** Beside the conversation: the details of a group, or somebody's profile. It takes the focus, and gives it back. */
export class AsidePane extends Component {
  readonly #main: MainPane
  #opener: Element | null = null

  constructor(client: Client, viewerId: UserId, main: MainPane) {
    super(el('div', { class: 'aside' }))
    this.#main = main
    const { router, state } = client
    const slot = this.own(new Slot(this.root))
    this.bind(derived([router.route, state.conversations], panelKey), (key) => {
      const wasOpen = this.root.hasChildNodes()
      if (!wasOpen) this.#opener = document.activeElement
      slot.show(key, () => panelFor(client, viewerId, router.route.get()))
      if (this.root.hasChildNodes()) this.root.querySelector('h2')?.focus()
      else if (wasOpen) this.#giveBack()
    })
  }

  /** The control that opened it may be gone, or belong to a conversation that is. */
  #giveBack(): void {
    const opener = this.#opener
    if (opener instanceof HTMLElement && opener !== document.body && opener.checkVisibility()) opener.focus()
    else this.#main.focus()
  }
}

/** Empty where nothing is beside the conversation, or nothing can be yet. */
function panelKey(route: Route, conversations: readonly ConversationSummary[] | null): string {
  if (route.name !== 'conversation' || !route.panel) return ''
  const known = conversations?.some(({ conversation }) => conversation.id === route.id)
  return known ? `${route.id} ${JSON.stringify(route.panel)}` : ''
}

function panelFor(client: Client, viewerId: UserId, route: Route): Component | null {
  if (route.name !== 'conversation' || !route.panel) return null
  if (route.panel.kind === 'person') return new PersonPanel(client, viewerId, route.id, route.panel.userId)
  const summary = client.state.conversation(route.id).get()
  return summary && new GroupPanel(client, viewerId, summary)
}
