import { words } from '../../../i18n/index.ts'
import { derived } from '../../../state/observable.ts'
import { Component } from '../../component.ts'
import { el, settleChildren, stayingNode } from '../../dom.ts'
import { FileBoxes, keyOf } from '../../files/file-boxes.ts'
import { keepingFocus } from '../../keyed-list.ts'
import { forwardedLine, quoteLink } from './quote.ts'
import { ReactionBar } from './reaction-bar.ts'
import { namesIn } from './reading.ts'
import { bubbleLook, rowText } from './text/row-text.ts'
import { pendingState } from './pending-state.ts'
import { editedMark, markOf, pinMark, sideTime, stamp } from './stamp.ts'
import type { RowContext } from '../rows/row-context.ts'
import type { MessageRowModel } from '../rows/models.ts'

/** One message: a line of its author's run, or between two people a bubble on its author's side. */
export class MessageRow extends Component {
  readonly #context: RowContext
  /** Null where it is no bubble. */
  readonly #body: HTMLElement | null
  #model: MessageRowModel
  #isOpen = false
  #reactions: ReactionBar | null = null
  #quoted: HTMLElement | null = null
  #texts: readonly (HTMLElement | null)[] = []
  #files: FileBoxes | null = null

  constructor(context: RowContext, model: MessageRowModel) {
    const isBubble = context.kind === 'direct'
    const looks = ['message', isBubble ? 'in-bubble' : 'in-run', model.senderId === context.viewerId && 'own']
    super(
      el('div', { class: looks.filter(Boolean).join(' '), role: 'article', tabindex: -1, 'data-row': '' }),
    )
    this.#context = context
    this.#body = isBubble ? el('div', { class: 'bubble-body' }) : null
    if (this.#body) this.root.append(el('div', { class: 'bubble' }, this.#body))
    this.#model = model
    this.onEnd(() => this.#files?.destroy())
    const { client, sought } = context
    const named = model.quote || model.message?.forwardedFrom ? [client.state.people] : []
    const mentioned = derived([client.state.people], () => namesIn(context, this.#model.message))
    this.bind(
      derived([client.clock.day, sought, mentioned, ...named], () => ({})),
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
    const { first, message, pending } = this.#model
    if (message) this.root.dataset['seq'] = String(message.seq)
    const isDeleted = Boolean(message?.deletedAt)
    this.root.classList.toggle('first', first)
    const state = pending && pendingState(pending, this.#context)
    const told = message?.deletedBy ? words.timeline.deletedByModerator : words.timeline.deleted
    const content = isDeleted ? [el('p', { class: 'tombstone' }, told)] : this.#text()
    const files = this.#fileBoxes()
    // What was in focus or under the pointer stays where it is.
    const tools = this.root.querySelector('.message-tools')
    const quote = this.#quote()
    const reactions = this.#reactionBar()
    const body = this.#body
    if (body) {
      const [bubble, end] = [this.bubble, stamp(this.#model)]
      bubble.className = isDeleted ? 'bubble' : bubbleLook(this.#model)
      settleChildren(body, quote, files, ...content, ' ', end)
      settleChildren(bubble, body, tools)
      settleChildren(this.root, bubble, reactions, state)
    } else {
      const [time, pin, mark] = [sideTime(this.#model), pinMark(this.#model), markOf(this.#model)]
      settleChildren(this.root, time, ' ', quote, ...content, files, pin, state, mark, reactions, tools)
    }
  }

  #quote(): HTMLElement | null {
    const { quote, message } = this.#model
    const from = message?.forwardedFrom
    const made = from
      ? forwardedLine(this.#context, from.userId)
      : quote && quoteLink(this.#context, quote, message?.seq ?? null)
    this.#quoted = stayingNode(this.#quoted, made)
    return this.#quoted
  }

  #text(): readonly (HTMLElement | null)[] {
    const edited = !this.#body && editedMark(this.#model, ' ')
    const fold = { isOpen: this.#isOpen, toggle: () => this.#toggle() }
    const made = rowText(this.#context, this.#model, edited, fold)
    this.#texts = made.map((part, at) => stayingNode(this.#texts[at] ?? null, part))
    return this.#texts
  }

  /** Made once, so that what is loaded is not loaded again with each change of the message. */
  #fileBoxes(): HTMLElement | null {
    const { files } = this.#model
    if (this.#files?.key !== keyOf(files)) {
      this.#files?.destroy()
      this.#files = files.length > 0 ? new FileBoxes(this.#context, files) : null
      this.root.style.setProperty('--files', `${this.#files?.width ?? 0}px`)
    }
    this.#files?.follow(files)
    return this.#files?.root ?? null
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
