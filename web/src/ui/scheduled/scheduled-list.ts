import type { ScheduledMessage } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { openMenu, type MenuItem } from '../components/menu.ts'
import { el } from '../dom.ts'
import { beginning } from '../format/beginning.ts'
import { plain } from '../format/plain.ts'
import { clockTime, weekdayDate } from '../format/time.ts'
import { KeyedList } from '../keyed-list.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'
import type { ScheduledItems } from './scheduled-items.ts'
import { openTextDialog, openWhenDialog } from './when-dialog.ts'

const shownMax = 400

/** What one has scheduled in a conversation, and what can be done with each. */
export class ScheduledList extends Component {
  readonly #context: QuoteContext
  readonly #items: ScheduledItems
  readonly #rows: KeyedList<ScheduledMessage>
  readonly #none = el('p', { class: 'hint' }, words.scheduled.none)

  constructor(context: QuoteContext, items: ScheduledItems) {
    super(el('div', {}))
    this.#context = context
    this.#items = items
    const list = el('ul', { class: 'scheduled-list', 'aria-label': words.scheduled.label })
    this.#rows = this.own(
      new KeyedList<ScheduledMessage>(list, {
        key: (item) => JSON.stringify(item),
        create: (item) => ({ root: this.#row(item), update: () => {}, destroy: () => {} }),
      }),
    )
    this.root.append(list, this.#none)
    this.bind(items.all, (all) =>
      this.#show(all.filter(({ conversationId }) => conversationId === context.conversationId)),
    )
  }

  #show(items: readonly ScheduledMessage[]): void {
    const hadFocus = this.root.contains(document.activeElement)
    this.#rows.render(items)
    this.#none.hidden = items.length > 0
    if (hadFocus && !this.root.contains(document.activeElement))
      this.root.closest('dialog')?.querySelector<HTMLElement>('button')?.focus()
  }

  #row(item: ScheduledMessage): HTMLElement {
    const { text, attachments = [], sendAt, state } = item
    const when = words.scheduled.at(weekdayDate(new Date(sendAt)), clockTime(sendAt))
    const said = beginning(plain(text), shownMax) || attachments.map(({ name }) => name).join(', ')
    const body = el(
      'div',
      { class: 'scheduled-words' },
      el('time', { class: 'scheduled-time', datetime: sendAt }, when),
      el('p', { class: 'hit-text', dir: 'auto' }, said),
      state !== 'waiting' && el('p', { class: 'field-error' }, reasonOf(item)),
    )
    const more = iconButton('more', words.scheduled.actions, () =>
      openMenu(more, words.scheduled.actions, this.#actions(item)),
    )
    more.setAttribute('aria-haspopup', 'menu')
    return el('li', { class: 'scheduled-row' }, body, more)
  }

  #actions(item: ScheduledMessage): MenuItem[] {
    const { scheduled } = this.#context.client.actions
    const now = this.#context.client.clock.now.get()
    const change = (answer: Promise<Result<unknown>>) => this.#done(answer)
    const reschedule = () =>
      openWhenDialog(laterOf(new Date(item.sendAt), now), now, (at) =>
        change(scheduled.change(item, { sendAt: at.toISOString() })),
      )
    const edit = () => openTextDialog(item.text, (text) => change(scheduled.change(item, { text })))
    return [
      { label: words.scheduled.sendNow, icon: 'send', run: () => void this.#say(scheduled.sendNow(item)) },
      { label: words.scheduled.edit, icon: 'pen', run: edit },
      { label: words.scheduled.reschedule, icon: 'calendar', run: reschedule },
      {
        ...{ label: words.scheduled.cancel, icon: 'bin', look: 'danger' },
        run: () => void this.#say(scheduled.cancel(item)),
      },
    ]
  }

  /** Also where it was refused: it may have been sent meanwhile. */
  async #done<Answer>(answer: Promise<Result<Answer>>): Promise<Result<Answer>> {
    const result = await answer
    void this.#items.ask()
    return result
  }

  async #say(answer: Promise<Result<unknown>>): Promise<void> {
    const result = await this.#done(answer)
    if (!result.ok) this.#context.client.toasts.failure(result.failure)
  }
}

const hourMs = 60 * 60_000

/** What is past is not offered again. */
const laterOf = (at: Date, now: Date): Date => (at > now ? at : new Date(now.getTime() + hourMs))

const reasonOf = ({ state, reason }: ScheduledMessage): string =>
  state === 'late' || reason === undefined ? words.scheduled.late : words.errors[reason]
