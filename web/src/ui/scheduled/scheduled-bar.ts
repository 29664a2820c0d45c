import { words } from '../../i18n/late.ts'
import { derived } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { Dialog } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import { el, replaceChildren } from '../dom.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'
import { ScheduledItems } from './scheduled-items.ts'
import { ScheduledList } from './scheduled-list.ts'
import { SendLater } from './send-later.ts'

/** Over the message box, where something is scheduled here: how much it is, and the way to it. */
export class ScheduledBar extends Component {
  readonly #context: QuoteContext
  readonly #items: ScheduledItems
  readonly #shown = el('button', {
    type: 'button',
    class: 'scheduled-shown',
    'aria-haspopup': 'dialog',
    onclick: () => this.#open(),
  })

  constructor(context: QuoteContext, form: HTMLFormElement) {
    super(el('section', { class: 'scheduled-bar', hidden: true, 'aria-label': words.scheduled.label }))
    const { client, conversationId } = context
    this.#context = context
    this.#items = scheduledItems(client)
    this.root.append(this.#shown)
    this.bind(this.#items.all, (all) => {
      const here = all.filter((item) => item.conversationId === conversationId)
      this.#show(here.length, here.filter(({ state }) => state !== 'waiting').length)
    })
    const later = new SendLater(context, form, () => void this.#items.ask())
    const send = form.querySelector<HTMLElement>('.send')
    send?.after(later.root)
    this.onEnd(() => later.root.remove())
    const written = derived([client.state.drafts, client.state.chosen], () => ({}))
    this.bind(written, () => later.show())
    if (send)
      this.listen(send, 'contextmenu', (event) => {
        event.preventDefault()
        later.open(send)
      })
  }

  #show(count: number, unsent: number): void {
    if (count === 0 && this.root.contains(document.activeElement))
      this.root.closest('.conversation')?.querySelector<HTMLElement>('textarea')?.focus()
    this.root.hidden = count === 0
    this.root.classList.toggle('failed', unsent > 0)
    const text = unsent > 0 ? words.scheduled.unsent(unsent) : words.scheduled.count(count)
    const drawn = el('span', { role: 'status' }, text)
    if (this.#shown.lastElementChild?.isEqualNode(drawn) !== true)
      replaceChildren(this.#shown, icon(unsent > 0 ? 'warn' : 'clock'), drawn)
  }

  #open(): void {
    const dialog = new Dialog(words.scheduled.label)
    dialog.add(new ScheduledList(this.#context, this.#items)).open()
  }
}

const known = new WeakMap<Client, ScheduledItems>()

function scheduledItems(client: Client): ScheduledItems {
  const items =
    known.get(client) ?? new ScheduledItems(client, () => client.toasts.show(words.scheduled.notSent))
  known.set(client, items)
  return items
}
