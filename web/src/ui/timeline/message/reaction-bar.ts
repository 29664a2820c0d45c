import type { Message, ReactionCount } from '@parley/shared'

import { words } from '../../../i18n/index.ts'
import { iconButton } from '../../components/button.ts'
import { el, setAttribute } from '../../dom.ts'
import { arrange, keepingFocus } from '../../keyed-list.ts'
import { emojiChunk } from '../../emoji/chunk.ts'
import { whenLoaded } from '../../late/when-loaded.ts'
import type { RowContext } from '../rows/row-context.ts'

/** How people have reacted to a message: a button each, which adds one's own reaction or takes it back. */
export class ReactionBar {
  readonly root = el('div', { class: 'reactions', role: 'group', 'aria-label': words.timeline.reactions })
  readonly #context: RowContext
  readonly #chips = new Map<string, HTMLElement>()
  readonly #add: HTMLElement
  #message: Message

  constructor(context: RowContext, message: Message) {
    this.#context = context
    this.#message = message
    const props = { class: 'reaction reaction-add', 'aria-haspopup': 'dialog' }
    this.#add = iconButton('smileplus', words.timeline.addReaction, () => void this.#pick(), props)
    this.update(message)
  }

  update(message: Message): void {
    this.#message = message
    const { reactions = [] } = message
    const kept = new Set(reactions.map(({ emoji }) => emoji))
    for (const emoji of this.#chips.keys()) if (!kept.has(emoji)) this.#chips.delete(emoji)
    const chips = reactions.map((one) => this.#chip(one))
    keepingFocus(this.root, () => {
      const all = this.#context.mayReact() ? [...chips, this.#add] : chips
      for (const child of [...this.root.children])
        if (child instanceof HTMLElement && !all.includes(child)) child.remove()
      arrange(this.root, all)
    })
  }

  #chip({ emoji, count }: ReactionCount): HTMLElement {
    const chip = this.#chips.get(emoji) ?? this.#newChip(emoji)
    this.#chips.set(emoji, chip)
    setAttribute(chip, 'aria-pressed', String(this.#isMine(emoji)))
    setAttribute(chip, 'aria-label', words.timeline.reaction(emoji, count))
    const [, before] = chip.children
    const shown = words.timeline.reactionCount(count)
    if (before?.textContent === shown) return chip
    const isMore = count > Number(chip.dataset['count'] ?? count)
    const roll = before ? (isMore ? 'rolls-up' : 'rolls-down') : ''
    before?.remove()
    chip.dataset['count'] = String(count)
    chip.append(el('span', { class: `reaction-count ${roll}`.trim(), 'aria-hidden': 'true' }, shown))
    return chip
  }

  #newChip(emoji: string): HTMLElement {
    const toggle = () => void react(this.#context, this.#message, emoji, !this.#isMine(emoji))
    const props = { type: 'button', class: 'reaction', 'data-emoji': emoji, onclick: toggle }
    return el('button', props, el('span', { 'aria-hidden': 'true' }, emoji))
  }

  #isMine(emoji: string): boolean {
    return this.#message.mine?.includes(emoji) ?? false
  }

  async #pick(): Promise<void> {
    const loaded = await whenLoaded(emojiChunk)
    loaded?.openPicker(this.#add, (emoji) => void react(this.#context, this.#message, emoji, true))
  }
}

export async function react(
  { client, mayReact }: RowContext,
  message: Message,
  emoji: string,
  isOn: boolean,
): Promise<void> {
  if (!mayReact()) return
  const result = await client.actions.changing.react(message, emoji, isOn)
  if (!result.ok) client.toasts.failure(result.failure)
}
