import type { ConversationId, UserId } from '@parley/shared'

import { conversationRoute } from '../../router.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { ConversationListView } from '../list/conversation-list-view.ts'

type Shortcut = 'switcher' | 'shortcuts' | 'next' | 'previous'

/** Keys that work wherever one is, but not behind an open dialog. */
export class Shortcuts extends Component {
  readonly #client: Client
  readonly #viewerId: UserId
  readonly #list: ConversationListView

  constructor(client: Client, viewerId: UserId, list: ConversationListView) {
    super(el('div', {}))
    this.#client = client
    this.#viewerId = viewerId
    this.#list = list
    this.listen(document, 'keydown', (event) => this.#key(event))
  }

  openSwitcher(): void {
    void this.#openSwitcher()
  }

  #key(event: KeyboardEvent): void {
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
    const loaded = await whenLoaded(chunks.switcher)
    const findMessages = (text: string) => this.#findMessages(text)
    loaded?.openSwitcher({ client: this.#client, viewerId: this.#viewerId, findMessages })
  }

  async #openShortcuts(): Promise<void> {
    const loaded = await whenLoaded(chunks.shortcuts)
    loaded?.openShortcuts()
  }

  /** In the list, which a narrow screen shows alone. */
  #findMessages(text: string): void {
    if (!this.#list.root.checkVisibility()) this.#client.router.go({ name: 'home' })
    this.#list.seek(text)
  }
}

function shortcutOf(event: KeyboardEvent): Shortcut | null {
  const { altKey, ctrlKey, metaKey, shiftKey, key, target } = event
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return null
  if (key === '?' && !ctrlKey && !metaKey && !altKey) return isWriting(target) ? null : 'shortcuts'
  if (shiftKey) return null
  if ((ctrlKey || metaKey) && !altKey) return commands[key.toLowerCase()] ?? null
  return altKey && !ctrlKey && !metaKey ? (ways[key] ?? null) : null
}

const commands: Readonly<Record<string, Shortcut>> = { k: 'switcher', '/': 'shortcuts' }
const ways: Readonly<Record<string, Shortcut>> = { ArrowDown: 'next', ArrowUp: 'previous' }

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('textarea, select, input:not([type=checkbox], [type=radio])')
