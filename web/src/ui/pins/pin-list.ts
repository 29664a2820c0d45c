import type { Message } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { el, plainClick } from '../dom.ts'
import { constantRow, KeyedList } from '../keyed-list.ts'
import { hitRow } from '../search/hit-row.ts'
import { mayPin, setPinned, type PinContext } from './pinning.ts'

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
        create: (message) => constantRow(this.#row(message)),
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
    const link = hitRow({ ...this.#context, isPlaced: false }, message)
    link.onclick = plainClick(() => {
      this.#close()
      this.#context.jump(message.seq, null)
    })
    const unpin =
      mayPin(client.state.conversation(id).get()) &&
      iconButton('pinoff', words.pins.unpin, () => void setPinned(client, message, false))
    return el('li', { class: 'pin-row' }, link, unpin)
  }
}
