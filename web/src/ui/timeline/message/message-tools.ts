import { words } from '../../../i18n/late.ts'
import { iconButton } from '../../components/button.ts'
import { openMenu } from '../../components/menu.ts'
import { el, replaceChildren } from '../../dom.ts'
import { recentEmoji } from '../../emoji/kept.ts'
import { canReact, pickReaction, reactKey, toggleReaction } from './reacting.ts'
import { allActions, quickActions } from './message-actions.ts'
import type { MessageRow } from './message-row.ts'
import type { RowContext } from '../rows/row-context.ts'

/** Room that is needed above a message. */
const heightPx = 40
const quickMax = 3

/** The toolbar of the message under the pointer, or in focus: one for all of them. */
export class MessageTools {
  readonly #context: RowContext
  readonly #root = el('div', {
    class: 'message-tools',
    role: 'toolbar',
    'aria-label': words.messageActions.tools,
  })
  #row: MessageRow | null = null

  constructor(context: RowContext) {
    this.#context = context
  }

  /** Whoever works in it by keyboard keeps it, wherever the pointer lies. */
  get isHeld(): boolean {
    return this.#root.querySelector(':focus-visible') !== null
  }

  show(row: MessageRow | null): void {
    if (row === this.#row && (row === null || row.root.contains(this.#root))) return
    if (this.#root.contains(document.activeElement)) this.#row?.root.focus({ preventScroll: true })
    this.#row = row
    const actions = row ? quickActions(this.#context, row.model) : []
    if (!row || actions.length === 0) return this.#root.remove()
    const quick = actions.map(({ label, icon, key, run }) =>
      iconButton(icon, label, () => run(row.bubble), { title: `${label} (${key.toUpperCase()})` }),
    )
    const label = words.messageActions.actions
    const emoji = this.#emoji(row)
    const more = iconButton('more', label, () => this.openMenu(row, more), { 'aria-haspopup': 'menu' })
    replaceChildren(this.#root, ...emoji, ...quick, more)
    this.#root.classList.toggle('inside', isNearTop(row.root))
    this.#root.classList.toggle('aside-bubble', this.#context.kind === 'direct')
    this.#root.classList.toggle(
      'own-side',
      row.model.senderId === this.#context.viewerId && this.#context.kind === 'direct',
    )
    row.bubble.append(this.#root)
  }

  /** What one reacts with most is at hand, where there is room for it. */
  #emoji(row: MessageRow): HTMLElement[] {
    const { message } = row.model
    if (!message || !canReact(this.#context, message)) return []
    const few = this.#context.kind === 'direct' ? [] : recentEmoji().slice(0, quickMax)
    const quick = few.map((emoji) => {
      const label = words.reactions.with(emoji)
      const toggle = () => toggleReaction(this.#context, row.model.message ?? message, emoji)
      return el(
        'button',
        { type: 'button', class: 'quick-emoji', 'aria-label': label, title: label, onclick: toggle },
        emoji,
      )
    })
    const label = words.reactions.react
    const props = { title: `${label} (${reactKey})`, 'aria-haspopup': 'dialog' }
    const open = iconButton('smileplus', label, () => void this.react(row, open), props)
    return [...quick, open]
  }

  async react(row: MessageRow, anchor: HTMLElement): Promise<void> {
    const { message } = row.model
    if (message) await pickReaction(this.#context, message, anchor)
  }

  openMenu(row: MessageRow, anchor: HTMLElement, at?: DOMRect): void {
    const actions = allActions(this.#context, row.model)
    if (actions.length > 0) openMenu(anchor, words.messageActions.actions, actions, at)
  }

  /** @returns whether it was a key of one of its actions */
  key(row: MessageRow, key: string): boolean {
    if (key === reactKey && canReact(this.#context, row.model.message)) {
      void this.react(row, row.bubble)
      return true
    }
    const action = quickActions(this.#context, row.model).find((each) => each.key === key.toLowerCase())
    action?.run(row.bubble)
    return action !== undefined
  }
}

/** There the pane's head would lie over it. */
function isNearTop(row: HTMLElement): boolean {
  const pane = row.closest('.timeline')?.getBoundingClientRect()
  return pane !== undefined && row.getBoundingClientRect().top - pane.top < heightPx
}
