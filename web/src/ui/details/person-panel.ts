import type { ConversationId, ConversationSummary, Profile, UserId } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { ActionButtons } from '../components/action-buttons.ts'
import { empty, spinner } from '../components/empty.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import { presenceText } from '../format/presence-text.ts'
import { blockAction } from '../people/blocking.ts'
import { talkActions } from './mute.ts'
import { panelHead } from './panel-head.ts'
import { localTimeText, personCard } from './person-card.ts'

/** Somebody, as they let others see them. */
export class PersonPanel extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #card = el('div', { class: 'person-card' }, spinner())
  readonly #presence = el('p', { class: 'hint' })
  readonly #localTime = el('span', {})
  // Outside of what is made anew.
  readonly #actions = new ActionButtons()
  #direct: ConversationSummary | null = null
  #profile: Profile | null = null
  #isBlocked = false

  constructor(client: Client, viewerId: UserId, from: ConversationId, userId: UserId) {
    super(el('aside', { class: 'panel', 'aria-label': words.pages.profile }))
    this.#client = client
    this.#viewerId = viewerId
    const scroll = el('div', { class: 'panel-scroll' }, this.#card, this.#actions.root)
    this.root.append(panelHead(client.router, from, words.pages.profile), scroll)
    this.onEnd(client.actions.presence.watch([userId]))
    const { clock } = client
    const presence = derived([client.state.presence(userId), clock.day], (known) =>
      presenceText(known, clock.now.get()),
    )
    this.bind(presence, (text) => (this.#presence.textContent = text))
    this.bind(clock.now, () => this.#showLocalTime())
    this.bind(client.state.conversation(from), (summary) => {
      this.#direct = summary?.peer?.id === userId ? summary : null
      this.#showActions()
    })
    // Whom one has blocked shows nothing of themselves, so it is loaded again.
    this.bind(
      derived([client.state.blocked], (blocked) => blocked.has(userId)),
      (isBlocked) => {
        this.#isBlocked = isBlocked
        this.#showActions()
        void this.#load(userId)
      },
    )
  }

  async #load(userId: UserId): Promise<void> {
    const isBlocked = this.#isBlocked
    const result = await this.#client.actions.people.profile(userId)
    if (isBlocked !== this.#isBlocked) return
    if (result.ok) this.#profile = result.value
    this.#showLocalTime()
    const content = result.ok
      ? personCard(this.#client, this.#viewerId, result.value, {
          presence: this.#presence,
          localTime: this.#localTime,
          isOpen: this.#direct !== null,
        })
      : [empty('warn', failureText(result.failure) ?? '')]
    this.#card.replaceChildren(...content)
    this.#showActions()
  }

  #showLocalTime(): void {
    this.#localTime.textContent = localTimeText(this.#profile, this.#client.clock.now.get())
  }

  #showActions(): void {
    const block = this.#profile?.id === this.#viewerId ? null : blockAction(this.#client, this.#profile)
    const direct = this.#direct ? talkActions(this.#client, this.#direct) : []
    this.#actions.show([...direct, block])
  }
}
