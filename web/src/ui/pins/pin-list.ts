import type { Message } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import { derived } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { cutLine, el, type Child } from '../dom.ts'
import { beginning } from '../format/beginning.ts'
import { personName } from '../format/names.ts'
import { plain } from '../format/plain.ts'
import { listTime } from '../format/time.ts'
import { KeyedList } from '../keyed-list.ts'
import { mayPin, setPinned, type PinContext } from './pinning.ts'

const shownMax = 400

/** All that is pinned, as it is now. */
export class PinList extends Component {
  readonly #context: PinContext
  readonly #close: () => void

  // What stays is the same element: a click on one that was replaced between press and release would go nowhere.
  readonly #rows: KeyedList<Message>
  readonly #none = el('p', { class: 'hint' }, words.pins.none)

  constructor(context: PinContext, close: () => void) {
    super(el('div', {}))
    this.#context = context
    this.#close = close
    const list = el('ul', { class: 'pin-list', 'aria-label': words.pins.label })
    this.#rows = this.own(
      new KeyedList<Message>(list, {
        key: ({ seq, rev }) => `${seq} ${rev}`,
        create: (message) => ({ root: this.#row(message), update: () => {}, destroy: () => {} }),
      }),
    )
    this.root.append(list, this.#none)
    const { state, clock } = context.client
    const timeline = state.timeline(context.conversationId)
    const said = derived([state.people, state.blocked, clock.day], () => ({}))
    this.bind(said, () => this.#rows.destroy())
    const shown = derived([timeline, said], (now) => ({ pins: now?.pinned() ?? [] }))
    this.bind(shown, ({ pins }) => this.#show(pins))
  }

  #show(pins: readonly Message[]): void {
    const hadFocus = this.root.contains(document.activeElement)
    this.#rows.render(pins)
    this.#none.hidden = pins.length > 0
    if (hadFocus && !this.root.contains(document.activeElement))
      this.root.closest('dialog')?.querySelector<HTMLElement>('a, button')?.focus()
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
