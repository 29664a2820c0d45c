import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import { empty, spinner } from '../components/empty.ts'
import { derived } from '../../state/observable.ts'
import type { SessionState } from '../../state/session.ts'
import { chunks } from '../late/chunks.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { LateView } from '../late/late-view.ts'
import { showNotices } from '../notices.ts'
import type { Route } from '../../router.ts'
import { Slot } from '../slot.ts'
import { conversationChunk } from './conversation-chunk.ts'
import { ShellView } from './shell-view.ts'

/** What of the addresses is shown to who is not signed in. */
const doors: Partial<Record<Route['name'], string>> = { register: 'register', nowhere: 'nowhere' }

/** The two of an invitation link lead to each other. */
const doorAt = (route: Route): string =>
  route.name === 'join' ? `join ${route.token} ${route.isSigningIn}` : (doors[route.name] ?? 'sign-in')

/** Everything: who is signed in decides what is shown. */
export class RootView extends Component {
  readonly #client: Client

  constructor(client: Client) {
    super(el('div', { class: 'root' }))
    this.#client = client
    const slot = this.own(new Slot(this.root))
    const shown = derived([client.state.session, client.router.route], (session, route) => {
      if (session.kind === 'signed-out') return doorAt(route)
      return session.kind === 'signed-in' ? `signed-in ${session.me.id}` : session.kind
    })
    this.bind(shown, (key) => {
      this.root.dataset['session'] = client.state.session.get().kind
      slot.show(key, () => this.#viewFor(client.state.session.get()))
      this.#focusDoor()
      this.#fetch()
    })
    this.bind(client.state.notices, (notices) => showNotices(client, notices))
  }

  /** What is wanted next; whoever waits for it is told if it does not come. */
  #fetch(): void {
    const { kind } = this.#client.state.session.get()
    const { name } = this.#client.router.route.get()
    const isLikely = kind === 'signed-in' || (kind === 'restoring' && name === 'conversation')
    if (isLikely) void conversationChunk.load().catch(() => undefined)
  }

  #viewFor(session: SessionState): Component {
    switch (session.kind) {
      case 'restoring':
        return new Plain(spinner())
      case 'unreachable':
        return new Plain(this.#unreachable())
      case 'signed-out':
        return this.#door()
      case 'signed-in':
        return new ShellView(this.#client, session.me.id)
    }
  }

  #door(): Component {
    const route = this.#client.router.route.get()
    if (route.name === 'nowhere') {
      document.title = `${words.nowhere.title} · ${words.appName}`
      return new Plain(
        new LateView({
          chunk: chunks.nowhere,
          make: ({ Nowhere }) => new Nowhere(this.#client.router),
          focus: () => {},
        }),
      )
    }
    const registering = route.name === 'join' ? !route.isSigningIn : route.name === 'register'
    document.title = `${registering ? words.pages.register : words.pages.signIn} · ${words.appName}`
    return new LateView({
      chunk: chunks.doors,
      make: ({ RegisterView, SignInView }) => new (registering ? RegisterView : SignInView)(this.#client),
      focus: () => this.#focusDoor(),
    })
  }

  #focusDoor(): void {
    this.root.querySelector<HTMLElement>('.door [autofocus]')?.focus()
  }

  #unreachable(): HTMLElement {
    const retry = button(words.common.retry, () => this.#client.actions.connection.retryNow(), 'plain')
    return empty('offline', words.connection.unreachable, retry)
  }
}

class Plain extends Component {
  constructor(content: HTMLElement | Component) {
    const name = el('h1', { class: 'visually-hidden' }, words.appName)
    const isView = content instanceof Component
    super(el('main', { class: 'whole-page' }, name, isView ? content.root : content))
    if (isView) this.own(content)
  }
}
