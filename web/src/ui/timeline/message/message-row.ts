import { isEmojiOnly } from '@parley/shared/text'

import { words } from '../../../i18n/index.ts'
import { derived } from '../../../state/observable.ts'
import { Component } from '../../component.ts'
import { copyText } from '../../components/copy.ts'
import { el, replaceChildren, type Child } from '../../dom.ts'
import { keepingFocus } from '../../keyed-list.ts'
import { forwardedLine, quoteLink } from './quote.ts'
import { ReactionBar } from './reaction-bar.ts'
import { foldButton, isLong, messageText } from './text/message-text.ts'
import { pendingState } from './pending-state.ts'
import { editedMark, markOf, sideTime, stamp } from './stamp.ts'
import type { RowContext } from '../rows/row-context.ts'
import type { MessageRowModel } from '../rows/models.ts'

/** One message: a line of its author's run, or between two people a bubble on its author's side. */
export class MessageRow extends Component {
  readonly #context: RowContext
  readonly #isBubble: boolean
  #model: MessageRowModel
  #isOpen = false
  #reactions: ReactionBar | null = null

  constructor(context: RowContext, model: MessageRowModel) {
    const isBubble = context.kind === 'direct'
    const looks = ['message', isBubble ? 'in-bubble' : 'in-run', model.senderId === context.viewerId && 'own']
    super(
      el('div', { class: looks.filter(Boolean).join(' '), role: 'article', tabindex: -1, 'data-row': '' }),
    )
    this.#context = context
    this.#isBubble = isBubble
    this.#model = model
    const { client, sought } = context
    const named = model.quote || model.message?.forwardedFrom ? [client.state.people] : []
    this.bind(
      derived([client.clock.day, sought, ...named], () => ({})),
      () => this.#redraw(),
    )
  }

  get model(): MessageRowModel {
    return this.#model
  }

  /** What stands beside the text is put in here. */
  get bubble(): HTMLElement {
    return this.root.querySelector<HTMLElement>('.bubble') ?? this.root
  }

  update(model: MessageRowModel): void {
    if (sameRow(this.#model, model)) return
    this.#model = model
    this.#redraw()
  }

  #redraw(): void {
    keepingFocus(this.root, () => this.#show())
  }

  #show(): void {
    const { first, message, pending, text } = this.#model
    if (message) this.root.dataset['seq'] = String(message.seq)
    const isDeleted = Boolean(message?.deletedAt)
    this.root.classList.toggle('first', first)
    const state = pending && pendingState(pending, this.#context)
    const content = isDeleted
      ? [
          el(
            'p',
            { class: 'tombstone' },
            message?.deletedBy ? words.timeline.deletedByOwner : words.timeline.deleted,
          ),
        ]
      : this.#text()
    // What was in focus or under the pointer stays where it is.
    const tools = this.root.querySelector('.message-tools')
    const quote = this.#quote()
    const body =
      this.#isBubble && el('div', { class: 'bubble-body' }, quote, ...content, ' ', stamp(this.#model))
    const look = !isDeleted && isEmojiOnly(text) ? 'bubble bare' : 'bubble'
    const reactions = this.#reactionBar()
    if (body) replaceChildren(this.root, el('div', { class: look }, body, tools), reactions, state)
    else
      replaceChildren(
        this.root,
        ...[sideTime(this.#model), ' ', quote, ...content, state, markOf(this.#model), reactions, tools],
      )
  }

  #quote(): HTMLElement | null {
    const { quote, message } = this.#model
    if (message?.forwardedFrom) return forwardedLine(this.#context, message.forwardedFrom.userId)
    return quote && quoteLink(this.#context, quote, message?.seq ?? null)
  }

  #text(): Child[] {
    const { message, text } = this.#model
    const { client, sought } = this.#context
    const reading = {
      found: (message && sought.get()?.(message)) ?? [],
      copy: (code: string) => void copyText(client.toasts, code),
    }
    const shown = messageText(text, reading, !this.#isBubble && editedMark(this.#model, ' '))
    shown.classList.toggle('emoji-text', isEmojiOnly(text))
    if (!isLong(text)) return [shown]
    const isFound = shown.querySelector('mark') !== null
    const isOpen = this.#isOpen || isFound
    shown.classList.toggle('clipped', !isOpen)
    return [shown, !isFound && foldButton(isOpen, () => this.#toggle())]
  }

  #reactionBar(): HTMLElement | null {
    const { message } = this.#model
    if (!message?.reactions?.length) this.#reactions = null
    else if (this.#reactions) this.#reactions.update(message)
    else this.#reactions = new ReactionBar(this.#context, message)
    return this.#reactions?.root ?? null
  }

  #toggle(): void {
    this.#context.resize(this.root, () => {
      this.#isOpen = !this.#isOpen
      this.#show()
    })
    this.root.querySelector<HTMLElement>('.message-fold')?.focus({ preventScroll: true })
  }
}

const sameRow = (a: MessageRowModel, b: MessageRowModel): boolean =>
  a.first === b.first &&
  a.message === b.message &&
  a.pending === b.pending &&
  a.delivery === b.delivery &&
  a.quote?.original === b.quote?.original
