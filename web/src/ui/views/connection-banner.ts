import { words } from '../../i18n/index.ts'
import type { ConnectionState } from '../../state/session.ts'
import { button } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'

/** A short interruption is nobody's business. */
const patienceMs = 2_000
const backShownMs = 2_000

/** Says so when the connection is lost for longer than a moment, and when it is back. */
export class ConnectionBanner extends Component {
  readonly #client: Client
  readonly #text = el('span', {})
  readonly #retry: HTMLButtonElement
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting = false
  #troubled = false

  constructor(client: Client) {
    super(el('div', { class: 'banner', role: 'status', hidden: true }))
    this.#client = client
    this.#retry = button(words.common.retry, () => client.actions.connection.retryNow(), 'quiet')
    this.#retry.classList.add('banner-retry')
    this.root.append(icon('offline'), this.#text, this.#retry)
    this.bind(client.state.connection, (connection) => this.#changed(connection))
    this.bind(client.state.restOnly, () => this.#changed(client.state.connection.get()))
    this.onEnd(() => clearTimeout(this.#timer))
  }

  #changed(connection: ConnectionState): void {
    if (connection.kind === 'online') this.#back()
    else if (connection.kind === 'closed') this.#stopWaiting()
    // That comes late enough.
    else if (this.#troubled || connection.kind === 'doubtful') this.#show(connection)
    else this.#wait()
  }

  /** Tries that fail sooner do not begin the wait anew. */
  #wait(): void {
    if (this.#waiting) return
    this.#waiting = true
    this.#after(patienceMs, () => this.#show(this.#client.state.connection.get()))
  }

  #stopWaiting(): void {
    if (!this.#waiting) return
    this.#waiting = false
    clearTimeout(this.#timer)
    this.root.hidden = true
  }

  #back(): void {
    this.#stopWaiting()
    if (!this.#troubled) return
    this.#troubled = false
    this.root.className = 'banner restored'
    this.#text.textContent = words.connection.back
    this.#retry.hidden = true
    this.#after(backShownMs, () => (this.root.hidden = true))
  }

  #after(waitMs: number, run: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(run, waitMs)
  }

  #show(connection: ConnectionState): void {
    clearTimeout(this.#timer)
    this.#waiting = false
    this.#troubled = true
    this.root.hidden = false
    this.root.className = 'banner'
    const isWithoutLive = this.#client.state.restOnly.get()
    this.#text.textContent = isWithoutLive ? words.connection.restOnly : bannerText(connection)
    this.#retry.hidden = connection.kind !== 'offline' && connection.kind !== 'doubtful'
  }
}

function bannerText(connection: ConnectionState): string {
  switch (connection.kind) {
    case 'refused':
      return connection.reason === 'too-many-connections'
        ? words.connection.elsewhere
        : words.connection.outdated
    case 'doubtful':
      return words.connection.doubtful
    case 'offline':
      return words.connection.offline
    case 'connecting':
      return words.connection.reconnecting
    case 'online':
    case 'closed':
      return ''
  }
}
