import { words } from '../../../i18n/late.ts'
import { iconButton } from '../../components/button.ts'
import { openMenu } from '../../components/menu.ts'
import { el, replaceChildren } from '../../dom.ts'
import { allActions, quickActions } from './message-actions.ts'
import type { MessageRow } from './message-row.ts'
import type { RowContext } from '../rows/row-context.ts'

/** Room that is needed above a message. */
const heightPx = 40

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
    const more = iconButton('more', label, () => this.openMenu(row, more), { 'aria-haspopup': 'menu' })
    replaceChildren(this.#root, ...quick, more)
    this.#root.classList.toggle('inside', isNearTop(row.root))
    this.#root.classList.toggle('aside-bubble', this.#context.kind === 'direct')
    this.#root.classList.toggle(
      'own-side',
      row.model.senderId === this.#context.viewerId && this.#context.kind === 'direct',
    )
    row.bubble.append(this.#root)
  }

  openMenu(row: MessageRow, anchor: HTMLElement, at?: DOMRect): void {
    const actions = allActions(this.#context, row.model)
    if (actions.length > 0) openMenu(anchor, words.messageActions.actions, actions, at)
  }

  /** @returns whether it was a key of one of its actions */
  key(row: MessageRow, key: string): boolean {
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
