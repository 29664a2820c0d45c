import { words } from '../../../i18n/index.ts'
import { pathOf } from '../../../router.ts'
import { derived } from '../../../state/observable.ts'
import { Component } from '../../component.ts'
import { cutLine, el, newId, replaceChildren } from '../../dom.ts'
import { personName } from '../../format/names.ts'
import { clockTime, fullTime } from '../../format/time.ts'
import { arrange } from '../../keyed-list.ts'
import { avatar } from '../../people/avatar.ts'
import type { RowContext } from './row-context.ts'
import type { MessageRowModel } from './models.ts'

/** What one person said without a pause: their face and name once, and in sight for as long as any of it is. */
export class Run extends Component {
  readonly #context: RowContext
  readonly #face = el('div', { class: 'run-face' })
  readonly #head: HTMLElement
  readonly #main = el('div', { class: 'run-main' })
  #first: MessageRowModel

  constructor(context: RowContext, first: MessageRowModel) {
    super(el('div', { class: context.kind === 'direct' ? 'turn' : 'run' }))
    this.#context = context
    this.#first = first
    const look = context.kind === 'direct' ? 'visually-hidden' : 'run-head'
    this.#head = el('div', { class: look, id: newId() })
    this.root.append(this.#main)
    if (context.kind !== 'direct') this.root.prepend(this.#face)
    const { state, clock, actions } = context.client
    // So that one hears of their next picture.
    if (context.kind === 'group') this.onEnd(actions.presence.watch([first.senderId]))
    const shown = derived([state.person(first.senderId), clock.day], (person, day) => ({ person, day }))
    this.bind(shown, () => this.#show())
  }

  arrange(first: MessageRowModel, messages: readonly HTMLElement[]): void {
    const isNewer = first.at !== this.#first.at
    this.#first = first
    if (isNewer) this.#show()
    arrange(this.#main, [this.#head, ...messages])
    for (const message of messages) message.setAttribute('aria-describedby', this.#head.id)
  }

  #show(): void {
    const name = this.#name()
    if (this.#context.kind === 'direct') {
      replaceChildren(this.#head, cutLine(name))
      return
    }
    const { at, senderId } = this.#first
    const link = { href: this.#profilePath(), tabindex: -1 }
    const time = el('time', { class: 'run-time', datetime: at, title: fullTime(at) }, clockTime(at))
    replaceChildren(this.#head, el('a', { class: 'message-sender', ...link }, cutLine(name)), time)
    const person = this.#context.client.state.person(senderId).get()
    const face = avatar(person ?? { id: senderId }, name, 'medium')
    replaceChildren(this.#face, el('a', { class: 'run-avatar', 'aria-hidden': 'true', ...link }, face))
  }

  #name(): string {
    const { client, viewerId, kind } = this.#context
    const { senderId } = this.#first
    if (kind === 'direct' && senderId === viewerId) return words.timeline.you
    return personName(client.state.person(senderId).get())
  }

  #profilePath(): string {
    const panel = { kind: 'person', userId: this.#first.senderId } as const
    return pathOf({ name: 'conversation', id: this.#context.conversationId, panel })
  }
}
