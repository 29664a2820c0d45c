import type { Message } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { el, replaceChildren } from '../dom.ts'
import { quoteLine } from '../timeline/message/quote.ts'
import { quoteOf } from '../timeline/rows/models.ts'
import { PinList } from './pin-list.ts'
import type { PinContext } from './pinning.ts'

/** Over the messages what is pinned among them, one at a time: each press leads to it, and shows the next. */
export class PinBar extends Component {
  readonly #context: PinContext
  readonly #shown = el('button', { type: 'button', class: 'pin-shown', onclick: () => this.#follow() })
  #pins: readonly Message[] = []
  #at = 0
  #isAsked = false

  constructor(context: PinContext) {
    super(el('section', { class: 'pin-bar', hidden: true, 'aria-label': words.pins.label }))
    this.#context = context
    const all = iconButton('list', words.pins.all, () => this.#openList(), { 'aria-haspopup': 'dialog' })
    this.root.append(el('div', { class: 'pin-line' }, this.#shown, all))
    const { state } = context.client
    const shown = derived(
      [state.timeline(context.conversationId), state.people, state.blocked, state.connection],
      (timeline) => ({ timeline }),
    )
    this.bind(shown, ({ timeline }) => {
      const pins = timeline?.pinned() ?? null
      if (pins) this.#show(pins)
      else if (timeline) void this.#ask()
    })
  }

  /** Anew where the window gave way to another. What is shown stays until then. */
  async #ask(): Promise<void> {
    const { client, conversationId: id } = this.#context
    if (this.#isAsked || client.state.connection.get().kind !== 'online') return
    this.#isAsked = true
    await client.actions.changing.loadPins(id)
    this.#isAsked = false
  }

  #show(pins: readonly Message[]): void {
    const [latest, shown] = [pins[0], this.#pins[this.#at]]
    const isNews = (latest?.pinned?.rev ?? 0) > (this.#pins[0]?.pinned?.rev ?? 0)
    const at = isNews ? 0 : pins.findIndex(({ seq }) => seq === shown?.seq)
    this.#pins = pins
    this.#at = Math.max(0, at)
    this.#draw()
  }

  #draw(): void {
    const message = this.#pins[this.#at]
    if (!message && this.root.contains(document.activeElement))
      this.root.closest('.conversation')?.querySelector<HTMLElement>('.timeline')?.focus()
    this.root.hidden = !message
    if (!message) return
    const blocked = this.#context.client.state.blocked.get()
    const quote = quoteOf(message.seq, { quoted: () => message, blocked })
    const count = this.#pins.length
    const place = count > 1 && words.pins.place(this.#at + 1, count)
    const head = el('span', { class: 'pin-head' }, words.timeline.pinned, place && ` · ${place}`)
    const text = el('span', { class: 'pin-text' }, ...(quote ? quoteLine(this.#context, quote) : []))
    const drawn = el('span', { class: 'pin-words' }, head, ' ', text)
    if (this.#shown.lastElementChild?.isEqualNode(drawn) !== true)
      replaceChildren(this.#shown, icon('pin'), drawn)
  }

  #follow(): void {
    const message = this.#pins[this.#at]
    if (!message) return
    this.#context.jump(message.seq, null)
    this.#at = (this.#at + 1) % this.#pins.length
    this.#draw()
  }

  #openList(): void {
    const dialog = new Dialog(words.pins.label)
    dialog.add(new PinList(this.#context, () => dialog.close())).open()
  }
}
