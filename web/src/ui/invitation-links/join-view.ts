import type { FoundGroup } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { conversationRoute } from '../../router.ts'
import type { Failure } from '../../state/result.ts'
import type { Client } from '../client.ts'
import { button } from '../components/button.ts'
import { spinner } from '../components/empty.ts'
import { Component } from '../component.ts'
import { bdi, el, replaceChildren, sentence } from '../dom.ts'
import { poles } from '../drawings/flags-and-poles.ts'
import { failureText } from '../format/failure.ts'
import { flag } from '../people/avatar.ts'
import { signOut } from '../sign-out.ts'

/** Where an invitation link leads, for who is signed in. Who is in the group already goes straight there. */
export class JoinView extends Component {
  readonly #client: Client
  readonly #token: string
  readonly #alert = el('p', { class: 'form-error', role: 'alert' })
  #hasEnded = false
  #isJoining = false

  constructor(client: Client, token: string) {
    super(el('section', { class: 'join', 'aria-label': words.pages.join, 'aria-live': 'polite' }))
    this.#client = client
    this.#token = token
    this.onEnd(() => (this.#hasEnded = true))
    void this.#look()
  }

  async #look(): Promise<void> {
    replaceChildren(this.root, spinner())
    const result = await this.#client.actions.links.show(this.#token)
    if (this.#hasEnded) return
    if (!result.ok) this.#fail(result.failure)
    else if (result.value.member) this.#enter(result.value)
    else this.#offer(result.value)
  }

  #offer({ conversation }: FoundGroup): void {
    const { lead, join, as, change } = words.joining
    const session = this.#client.state.session.get()
    const name = session.kind === 'signed-in' ? session.me.displayName : ''
    this.#fill(
      el('div', { class: 'join-flag' }, flag(conversation, 'huge')),
      el('p', { class: 'join-lead' }, lead),
      this.#title(conversation.name ?? ''),
      el('p', { class: 'hint' }, words.header.members(conversation.memberCount)),
      button(join, () => void this.#join(), 'primary'),
      this.#alert,
      el('p', { class: 'join-as' }, ...sentence(as(name))),
      button(change, () => void this.#changeAccount(), 'quiet'),
    )
  }

  async #join(): Promise<void> {
    if (this.#isJoining) return
    this.#isJoining = true
    const result = await this.#client.actions.links.accept(this.#token)
    this.#isJoining = false
    if (this.#hasEnded) return
    if (result.ok) this.#enter(result.value)
    else if (isDead(result.failure)) this.#fail(result.failure)
    else this.#alert.textContent = failureText(result.failure)
  }

  #enter({ conversation }: Pick<FoundGroup, 'conversation'>): void {
    this.#client.router.replace(conversationRoute(conversation.id))
  }

  #fail(failure: Failure): void {
    const { badTitle, badHint } = words.joining
    const home = button(words.nowhere.home, () => this.#client.router.replace({ name: 'home' }), 'plain')
    if (isDead(failure))
      return this.#fill(poles('waiting'), this.#title(badTitle), el('p', { class: 'lead' }, badHint), home)
    const again = button(words.common.retry, () => void this.#look(), 'primary')
    this.#fill(this.#title(words.pages.join), el('p', {}, failureText(failure)), again, home)
  }

  /** Whoever comes back to the page goes on with the same link. */
  async #changeAccount(): Promise<void> {
    const { router, state } = this.#client
    const route = router.route.get()
    await signOut(this.#client)
    if (state.session.get().kind === 'signed-out') router.replace(route)
  }

  #title(text: string): HTMLElement {
    return el('h2', { class: 'large-title join-name', tabindex: -1 }, bdi(text))
  }

  /** The button in focus may go with what was there. */
  #fill(...parts: readonly Element[]): void {
    const hadFocus = this.root.contains(document.activeElement)
    replaceChildren(this.root, ...parts)
    if (hadFocus) this.root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
  }
}

const isDead = (failure: Failure): boolean =>
  failure.kind === 'refused' && failure.code === 'invitation_link_not_found'
