import type { ConversationId, UserId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { empty, spinner } from '../components/empty.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import { presenceText } from '../format/presence-text.ts'
import { panelHead } from './panel-head.ts'
import { personCard } from './person-card.ts'

/** Somebody, as they let others see them. */
export class PersonPanel extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #content = el('div', { class: 'panel-scroll' }, spinner())
  readonly #presence = el('p', { class: 'hint' })

  constructor(client: Client, viewerId: UserId, from: ConversationId, userId: UserId) {
    super(el('aside', { class: 'panel', 'aria-label': words.profile.title }))
    this.#client = client
    this.#viewerId = viewerId
    this.root.append(panelHead(client.router, from, words.profile.title), this.#content)
    this.onEnd(client.actions.people.watch([userId]))
    this.bind(client.state.presence(userId), (presence) => {
      this.#presence.textContent = presenceText(presence)
    })
    void this.#load(userId)
  }

  async #load(userId: UserId): Promise<void> {
    const result = await this.#client.actions.people.profile(userId)
    const content = result.ok
      ? personCard(this.#client, this.#viewerId, result.value, this.#presence)
      : [empty('alert', failureText(result.failure) ?? '')]
    this.#content.replaceChildren(...content)
  }
}
