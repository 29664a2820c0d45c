import type { Message } from '@parley/shared'

import { words } from '../../../i18n/late.ts'
import { el, newId, replaceChildren, sentence, setAttribute } from '../../dom.ts'
import type { RowContext } from '../rows/row-context.ts'

/** Who just passes over it asks nothing of the server. */
const restMs = 250
const namedMax = 8
const edgePx = 8

/** Who has reacted with an emoji, while the pointer rests on it, or it is in focus or held down. */
export class Reactors {
  readonly #context: RowContext
  readonly #tip = el('div', { class: 'reactors', role: 'tooltip', id: newId() })
  #chip: HTMLElement | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(context: RowContext) {
    this.#context = context
    this.#tip.popover = 'manual'
  }

  /** @returns whether it is one of a message's reactions */
  show(target: EventTarget | null, message: Message | null, afterMs = restMs): boolean {
    const chip = target instanceof Element ? target.closest<HTMLElement>('.reaction[data-emoji]') : null
    if (chip !== this.#chip) {
      this.hide()
      this.#chip = chip
      if (chip && message) this.#timer = setTimeout(() => void this.#ask(chip, message), afterMs)
    }
    return chip !== null
  }

  hide(): void {
    clearTimeout(this.#timer)
    if (this.#chip) setAttribute(this.#chip, 'aria-describedby', null)
    this.#chip = null
    this.#tip.remove()
  }

  async #ask(chip: HTMLElement, message: Message): Promise<void> {
    const emoji = chip.dataset['emoji'] ?? ''
    const result = await this.#context.client.actions.finding.reactors(message, emoji)
    if (this.#chip !== chip || !chip.isConnected || !result.ok) return
    const names = result.value.items.map(({ user }) =>
      user.id === this.#context.viewerId ? words.timeline.you : user.displayName,
    )
    const shown = names.slice(0, namedMax)
    const others = Math.max(0, Number(chip.dataset['count'] ?? names.length) - shown.length)
    const people = others > 0 ? [...shown, words.reactions.others(others)] : shown
    const text = el('span', {}, ...sentence(words.reactions.by(...people)))
    replaceChildren(this.#tip, el('span', { class: 'reactors-emoji', 'aria-hidden': 'true' }, emoji), text)
    chip.after(this.#tip)
    this.#tip.showPopover()
    const { left, top } = chip.getBoundingClientRect()
    const most = window.innerWidth - this.#tip.offsetWidth - edgePx
    this.#tip.style.left = `${Math.max(edgePx, Math.min(left, most))}px`
    this.#tip.style.top = `${Math.max(edgePx, top - this.#tip.offsetHeight - 6)}px`
    setAttribute(chip, 'aria-describedby', this.#tip.id)
  }
}
