import type { Message } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import { derived } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { cutLine, el, replaceChildren, type Child } from '../dom.ts'
import { beginning } from '../format/beginning.ts'
import { personName } from '../format/names.ts'
import { plain } from '../format/plain.ts'
import { listTime } from '../format/time.ts'
import { mayPin, setPinned, type PinContext } from './pinning.ts'

const shownMax = 400

/** All that is pinned, as it is now. */
export class PinList extends Component {
  readonly #context: PinContext
  readonly #close: () => void

  constructor(context: PinContext, close: () => void) {
    super(el('ul', { class: 'pin-list' }))
    this.#context = context
    this.#close = close
    const { state, clock } = context.client
    const shown = derived(
      [state.timeline(context.conversationId), state.people, state.blocked, clock.day],
      (timeline) => ({ pins: timeline?.pinned() ?? [] }),
    )
    this.bind(shown, ({ pins }) => this.#show(pins))
  }

  #show(pins: readonly Message[]): void {
    const none = el('li', { class: 'hint' }, words.pins.none)
    const rows = pins.length > 0 ? pins.map((message) => this.#row(message)) : [none]
    const isSame = rows.length === this.root.children.length
    if (isSame && rows.every((row, at) => this.root.children[at]?.isEqualNode(row))) return
    const hadFocus = this.root.contains(document.activeElement)
    replaceChildren(this.root, ...rows)
    if (hadFocus) this.root.closest('dialog')?.querySelector<HTMLElement>('a, button')?.focus()
  }

  #row(message: Message): HTMLElement {
    const { client, conversationId: id } = this.#context
    const { seq, createdAt } = message
    const onclick = (event: MouseEvent) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.#close()
      this.#context.jump(seq, null)
    }
    const time = listTime(createdAt, client.clock.now.get())
    const top = el(
      'span',
      { class: 'row-line' },
      el('span', { class: 'row-name' }, this.#name(message)),
      el('time', { class: 'row-time', datetime: createdAt }, time),
    )
    const href = pathOf({ name: 'conversation', id, panel: null, seq })
    const link = el('a', { class: 'hit-row', href, onclick }, top, this.#text(message))
    const unpin =
      mayPin(client.state.conversation(id).get()) &&
      iconButton('pinoff', words.pins.unpin, () => void setPinned(client, message, false))
    return el('li', { class: 'pin-row' }, link, unpin)
  }

  #name({ senderId }: Message): Child {
    const { client, viewerId } = this.#context
    return senderId === viewerId
      ? words.timeline.you
      : cutLine(personName(client.state.person(senderId).get()))
  }

  #text({ senderId, text }: Message): HTMLElement {
    const isFolded = this.#context.client.state.blocked.get().has(senderId)
    const shown = isFolded ? words.timeline.quoteFolded : beginning(plain(text), shownMax)
    return el('span', { class: 'hit-text', dir: 'auto' }, shown)
  }
}
