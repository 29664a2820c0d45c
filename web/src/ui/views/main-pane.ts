import type { ConversationId, UserId } from '@parley/shared'

import { derived } from '../../state/observable.ts'
import { spinner } from '../components/empty.ts'
import { chunks } from '../late/chunks.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import type { OtherPeople } from '../home/other-people.ts'
import { Unsaved } from '../settings/unsaved.ts'
import { LateView } from '../late/late-view.ts'
import { Slot } from '../slot.ts'
import { conversationChunk } from './conversation-chunk.ts'

/** The middle: a conversation, the settings, or an invitation to choose. */
export class MainPane extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #others: OtherPeople
  readonly #slot: Slot
  readonly #unsaved = this.own(new Unsaved())

  constructor(client: Client, viewerId: UserId, others: OtherPeople) {
    super(el('div', { class: 'main', id: 'main', tabindex: -1 }))
    this.#client = client
    this.#viewerId = viewerId
    this.#others = others
    this.#slot = this.own(new Slot(this.root))
    const { state, router } = client
    const shown = derived([router.route, state.conversations], (route, list) => {
      if (route.name === 'join') return `join ${route.token}`
      if (route.name !== 'conversation') return route.name
      if (!list) return 'loading'
      return state.conversation(route.id).get() ? `conversation ${route.id}` : 'missing'
    })
    this.bind(shown, (key) => this.#slot.show(key, () => this.#make(key)))
    this.bind(shown, () => this.#focusWhatWasChosen())
    this.bind(router.route, () => this.#focusWhatWasChosen())
  }

  focus(): void {
    const within = (selector: string) => this.root.querySelector<HTMLElement>(selector)
    // A keyboard that jumps up by itself is unwelcome on a phone.
    const input = matchMedia('(hover: hover)').matches
      ? within('.composer:not([hidden]) .composer-input')
      : null
    // Where the settings are two panes, the page rather than the list of pages.
    const titles = [...this.root.querySelectorAll<HTMLElement>('h2[tabindex]')]
    const target = input ?? titles.findLast((title) => title.checkVisibility()) ?? this.root
    target.focus({ preventScroll: true })
  }

  #focusWhatWasChosen(): void {
    const route = this.#client.router.route.get()
    const isPage = ['settings', 'mentions', 'saved', 'join'].includes(route.name)
    const chosen = isPage || (route.name === 'conversation' && route.panel === null)
    if (chosen) this.focus()
  }

  #make(key: string): Component {
    const route = this.#client.router.route.get()
    if (key === 'loading') return new Note(spinner())
    if (key === 'missing') return this.#nothing(({ Missing }) => new Missing(this.#client))
    if (route.name === 'nowhere') return this.#nothing(({ Nowhere }) => new Nowhere(this.#client.router))
    if (route.name === 'settings') return this.#settings()
    if (route.name === 'saved') return this.#saved()
    if (route.name === 'conversation') return this.#conversation(route.id)
    if (route.name === 'mentions') return this.#mentions()
    if (route.name === 'join') return this.#join(route.token)
    return new LateView({
      chunk: chunks.home,
      make: ({ HomeView }) => new HomeView(this.#client, this.#viewerId, this.#others),
      focus: () => {},
    })
  }

  #nothing(make: (views: Nothing) => Component): Component {
    return new Note(new LateView({ chunk: chunks.nowhere, make, focus: () => this.focus() }))
  }

  #settings(): Component {
    return new LateView({
      chunk: chunks.settings,
      make: ({ SettingsView }) => new SettingsView(this.#client, this.#unsaved),
      focus: () => this.focus(),
    })
  }

  #mentions(): Component {
    return new LateView({
      chunk: chunks.mentions,
      make: ({ MentionsView }) => new MentionsView(this.#client, this.#viewerId),
      focus: () => this.focus(),
    })
  }

  #saved(): Component {
    return new LateView({
      chunk: chunks.saved,
      make: ({ SavedView }) => new SavedView(this.#client, this.#viewerId),
      focus: () => this.focus(),
    })
  }

  #join(token: string): Component {
    return new Note(
      new LateView({
        chunk: chunks.join,
        make: ({ JoinView }) => new JoinView(this.#client, token),
        focus: () => this.focus(),
      }),
    )
  }

  #conversation(id: ConversationId): Component {
    return new LateView({
      chunk: conversationChunk,
      make: ({ ConversationView }) => {
        const summary = this.#client.state.conversation(id).get()
        return summary ? new ConversationView(this.#client, this.#viewerId, summary) : new Note(spinner())
      },
      focus: () => this.focus(),
    })
  }
}

type Nothing = NonNullable<typeof chunks.nowhere.module>

class Note extends Component {
  constructor(content: HTMLElement | Component) {
    super(el('div', { class: 'note' }, content instanceof Component ? content.root : content))
    if (content instanceof Component) this.own(content)
  }
}
