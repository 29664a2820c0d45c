import type { ConversationSummary, UserId } from '@parley/shared'

import type { Route } from '../../router.ts'
import { derived } from '../../state/observable.ts'
import { chunks } from '../late/chunks.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { LateView } from '../late/late-view.ts'
import { Slot } from '../slot.ts'
import type { MainPane } from './main-pane.ts'

type Panels = NonNullable<typeof chunks.panels.module>

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
      slot.show(key, () => this.#panel(client, viewerId, router.route.get()))
      if (this.root.hasChildNodes()) this.#focus()
      else if (wasOpen) this.#giveBack()
    })
  }

  #focus(): void {
    this.root.querySelector('h2')?.focus()
  }

  #panel(client: Client, viewerId: UserId, route: Route): Component | null {
    if (route.name !== 'conversation' || !route.panel) return null
    const { id, panel } = route
    const summary = client.state.conversation(id).get()
    if (!summary) return null
    const { conversation, peer } = summary
    const personId = conversation.kind === 'group' ? null : (peer?.id ?? viewerId)
    const shownId = panel.kind === 'person' ? panel.userId : personId
    const make = ({ GroupPanel, PersonPanel }: Panels) =>
      shownId === null
        ? new GroupPanel(client, viewerId, summary)
        : new PersonPanel(client, viewerId, id, shownId)
    return new LateView({ chunk: chunks.panels, make, focus: () => this.#focus() })
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
