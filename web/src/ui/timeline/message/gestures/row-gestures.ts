import { words } from '../../../../i18n/late.ts'
import { recentEmoji } from '../../../emoji/kept.ts'
import { savedPlaces } from '../../../saved/saved-places.ts'
import { canReact, toggleReaction } from '../reacting.ts'
import { Reactors } from '../reactors.ts'
import { allActions } from '../message-actions.ts'
import type { MessageRow } from '../message-row.ts'
import { MessageTools } from '../message-tools.ts'
import { onLongPress } from './long-press.ts'
import { openStates } from '../states-dialog.ts'
import { openPressSheet, type PressEmoji } from './press-sheet.ts'
import { onSwipe } from './swipe.ts'
import type { RowContext } from '../../rows/row-context.ts'

const pressedMax = 6

export type RowAt = (element: EventTarget | null) => MessageRow | null

/** What a pointer, a finger and the keyboard do with a message: the same actions come to each of them. */
export class RowGestures {
  readonly #context: RowContext
  readonly #root: HTMLElement
  readonly #rowAt: RowAt
  readonly #tools: MessageTools
  readonly #reactors: Reactors
  #pressedMark: MessageRow | null = null

  constructor(context: RowContext, root: HTMLElement, rowAt: RowAt) {
    this.#context = context
    this.#root = root
    this.#rowAt = rowAt
    this.#tools = new MessageTools(context)
    this.#reactors = new Reactors(context)
    savedPlaces(context.client) // by the time that one asks, they have come
    root.addEventListener('pointerover', (event) => this.#hovered(event))
    root.addEventListener('pointerleave', () => this.#left())
    root.addEventListener('focusin', ({ target }) => this.#focused(target))
    root.addEventListener('focusout', ({ relatedTarget }) => this.#blurred(relatedTarget))
    root.addEventListener('contextmenu', (event) => this.#asked(event))
    for (const kind of ['pointerdown', 'pointerup', 'click'] as const)
      root.addEventListener(kind, (event) => this.#marked(event))
    onLongPress(root, (target) => this.#pressed(target))
    onSwipe(root, { begins: (target) => this.#drawable(target), meant: (row) => this.#drawn(row) })
    // Where one is already, when this comes after the messages.
    const isHover = matchMedia('(hover: hover)').matches
    this.#tools.show(isHover ? rowAt(root.querySelector('[data-row]:hover')) : null)
    if (root.contains(document.activeElement)) this.#focused(document.activeElement)
  }

  /** @returns whether the key did something with the message in focus */
  key(event: KeyboardEvent): boolean {
    const row = this.#rowAt(document.activeElement)
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key !== 'Enter') return this.#tools.key(row, event.key)
    const isInIt = row.root !== document.activeElement
    if (!isInIt) this.#tools.openMenu(row, row.bubble)
    return !isInIt
  }

  #hovered({ pointerType, target }: PointerEvent): void {
    const row = this.#rowAt(target)
    if (pointerType !== 'touch') this.#reactors.show(target, row?.model.message ?? null)
    if (pointerType !== 'touch' && row && this.#mayMove()) this.#tools.show(row)
  }

  /**
   * Of the keyboard, a click; of a pointer, that it is let go of where it was pressed: the row may be drawn anew
   * between, and then there is no click.
   */
  #marked(event: MouseEvent): void {
    const isMark = event.target instanceof Element && event.target.closest('.edited') !== null
    const row = isMark ? this.#rowAt(event.target) : null
    const isMeant = event.type === 'click' ? event.detail === 0 : row === this.#pressedMark
    this.#pressedMark = event.type === 'pointerdown' && event.button === 0 ? row : null
    const message = row?.model.message
    if (event.type !== 'pointerdown' && isMeant && message) void openStates(this.#context, message)
  }

  #left(): void {
    this.#reactors.hide()
    if (this.#mayMove()) this.#tools.show(null)
  }

  /** Not away from what was opened from it, to which the focus comes back, nor from whoever works in it by keyboard. */
  #mayMove(): boolean {
    return !this.#tools.isHeld && document.querySelector('.menu, dialog[open]') === null
  }

  #focused(target: EventTarget | null): void {
    const isByKeyboard = target instanceof Element && target.matches(':focus-visible')
    if (!isByKeyboard) return
    const row = this.#rowAt(target)
    this.#tools.show(row)
    this.#reactors.show(target, row?.model.message ?? null)
  }

  #blurred(next: EventTarget | null): void {
    this.#reactors.hide()
    if (next instanceof Element && !this.#root.contains(next) && !next.closest('[role="menu"], dialog'))
      this.#tools.show(null)
  }

  /** By the right button, or by the key for it. The browser's own menu stays for links and for text that is chosen. */
  #asked(event: MouseEvent): void {
    const row = this.#rowAt(event.target)
    if (!row || !(event.target instanceof Element)) return
    const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
    const isOwnBusiness = event.target.closest('a') !== null || getSelection()?.isCollapsed === false
    if (isOwnBusiness && !isTouch) return
    if (allActions(this.#context, row.model).length === 0) return
    event.preventDefault()
    if (isTouch) return
    const isKey = event.button !== 2
    const at = isKey ? undefined : new DOMRect(event.clientX, event.clientY, 0, 0)
    const open = () => this.#tools.openMenu(row, row.bubble, at)
    // To let go of the button outside a menu closes it, so it opens after that.
    if (event.buttons === 0) open()
    else document.addEventListener('pointerup', () => setTimeout(open), { once: true })
  }

  /** To the middle: of two people, what oneself wrote stands at the end. */
  #drawable(target: Element) {
    const row = this.#rowAt(target)
    const message = row?.model.message
    if (!row || !message || message.deletedAt || !this.#context.reply()) return null
    if (document.querySelector('dialog[open]')) return null // it was held down before
    const { kind, viewerId } = this.#context
    const isAtEnd = kind === 'direct' && message.senderId === viewerId
    const isLeftToRight = getComputedStyle(row.root).direction === 'ltr'
    return { row: row.root, isAtEnd, way: isAtEnd === isLeftToRight ? (-1 as const) : (1 as const) }
  }

  #drawn(element: HTMLElement): void {
    const seq = this.#rowAt(element)?.model.message?.seq
    if (seq !== undefined) this.#context.reply()?.(seq)
  }

  #pressed(target: Element): void {
    const row = this.#rowAt(target)
    const message = row?.model.message ?? null
    if (this.#reactors.show(target, message, 0)) return
    const actions = row ? allActions(this.#context, row.model) : []
    const emoji = canReact(this.#context, message) ? this.#emojiFor(row) : []
    if (row && actions.length > 0) openPressSheet(row.root, actions, emoji)
  }

  #emojiFor(row: MessageRow | null): PressEmoji[] {
    const message = row?.model.message
    if (!row || !message) return []
    const few = recentEmoji().slice(0, pressedMax)
    return [
      ...few.map((emoji) => {
        const label = words.reactions.with(emoji)
        return { emoji, label, run: () => toggleReaction(this.#context, message, emoji) }
      }),
      { emoji: null, label: words.reactions.react, run: () => void this.#tools.react(row, row.bubble) },
    ]
  }
}
