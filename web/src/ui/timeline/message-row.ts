import { words } from '../../i18n/index.ts'
import { pathOf } from '../../router.ts'
import { derived } from '../../state/observable.ts'
import { avatar } from '../people/avatar.ts'
import { icon } from '../components/icon.ts'
import { Component } from '../component.ts'
import { el, cutLine, replaceChildren, type Child } from '../dom.ts'
import { personName } from '../format/names.ts'
import { clockParts, clockTime, fullTime } from '../format/time.ts'
import { messageText } from './message-text.ts'
import { pendingState } from './pending-state.ts'
import type { RowContext } from './row-context.ts'
import type { MessageRowModel } from './rows.ts'

export class MessageRow extends Component {
  readonly #context: RowContext
  readonly #side = el('div', { class: 'message-side' })
  readonly #body = el('div', { class: 'message-body' })
  readonly #more: HTMLButtonElement
  #model: MessageRowModel

  constructor(context: RowContext, model: MessageRowModel) {
    super(el('div', { class: 'message', role: 'article', tabindex: -1 }))
    this.#context = context
    this.#model = model
    const label = words.timeline.actions
    const open = () => context.openMenu(this.#model, this.#more)
    const props = { type: 'button', class: 'message-more', tabindex: -1, 'aria-haspopup': 'menu' } as const
    this.#more = el('button', { ...props, 'aria-label': label, title: label, onclick: open }, icon('more'))
    this.root.append(this.#side, this.#body, this.#more)
    const { state, clock } = context.client
    const shown = derived([state.person(model.senderId), clock.day], (person, day) => ({ person, day }))
    this.bind(shown, () => this.#show())
  }

  update(model: MessageRowModel): void {
    if (sameRow(this.#model, model)) return
    this.#model = model
    this.#show()
  }

  #show(): void {
    const { first, message, pending } = this.#model
    if (message) this.root.dataset['seq'] = String(message.seq)
    this.root.classList.toggle('first', first)
    this.root.classList.toggle('pending', pending?.status.kind === 'sending')
    this.root.classList.toggle('failed', pending?.status.kind === 'failed')
    this.#more.hidden = message === null || message.deletedAt !== null
    replaceChildren(this.#side, first ? this.#avatarLink() : this.#sideTime())
    replaceChildren(this.#body, first && this.#heading(), this.#text(), pending && this.#pendingState())
  }

  #text(): HTMLElement {
    const { message, text } = this.#model
    if (message?.deletedAt) return el('p', { class: 'tombstone' }, words.timeline.deleted)
    if (!message?.editedAt) return messageText(text)
    const title = fullTime(message.editedAt)
    return messageText(text, el('span', { class: 'edited', title }, ` (${words.timeline.edited})`))
  }

  #heading(): HTMLElement {
    const props = { class: 'message-sender', href: this.#profilePath(), tabindex: -1 }
    const name = el('a', props, cutLine(this.#senderName()))
    return el('div', { class: 'message-head' }, name, this.#time(clockTime(this.#model.at)))
  }

  #avatarLink(): HTMLElement {
    const props = { class: 'message-avatar', href: this.#profilePath(), tabindex: -1, 'aria-hidden': 'true' }
    return el('a', props, avatar(this.#model.senderId, this.#senderName(), 'medium'))
  }

  /** The half of the day is in the head of the group already, and the column is narrow: here it is only spoken. */
  #sideTime(): HTMLElement {
    const { time, half } = clockParts(this.#model.at)
    return this.#time(time, half !== '' && el('span', { class: 'visually-hidden' }, half))
  }

  #time(...content: Child[]): HTMLElement {
    const { at } = this.#model
    return el('time', { class: 'message-time', datetime: at, title: fullTime(at) }, ...content)
  }

  #senderName(): string {
    return personName(this.#context.client.state.person(this.#model.senderId).get())
  }

  #profilePath(): string {
    const panel = { kind: 'person', userId: this.#model.senderId } as const
    return pathOf({ name: 'conversation', id: this.#context.conversationId, panel })
  }

  #pendingState(): HTMLElement | null {
    const { pending } = this.#model
    return pending && pendingState(pending, this.#context)
  }
}

const sameRow = (a: MessageRowModel, b: MessageRowModel): boolean =>
  a.first === b.first && a.message === b.message && a.pending === b.pending
