import { el, newId, sentence } from '../dom.ts'
import { icon, type IconName } from './icon.ts'

export interface MenuItem {
  label: string
  /** What it means, where one word does not say it. */
  hint?: string
  icon: IconName
  look?: 'danger'
  /** @param from the control at which it was chosen, or that opened the menu */
  run(from: HTMLElement): void
}

const edgePx = 8

/** A menu beside the control that opened it. A native popover, so Escape and a click elsewhere close it. */
export function openMenu(
  anchor: HTMLElement,
  label: string,
  items: readonly (MenuItem | null)[],
  at = anchor.getBoundingClientRect(),
): void {
  const close = () => menu.hidePopover()
  const menu = menuOf(label, menuItems(items, anchor, close))
  menu.popover = 'auto'
  menu.addEventListener('keydown', (event) => {
    moveFocus(menu, event, close)
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation() // or they would do more than they say here
  })
  menu.addEventListener('toggle', (event) => {
    if (event instanceof ToggleEvent && event.newState === 'closed') menu.remove()
  })
  // What lies outside a modal dialog cannot be used while it is open, and whoever goes by landmarks finds it where it belongs.
  const host = anchor.closest('dialog, main, nav, aside') ?? document.body
  host.append(menu)
  menu.showPopover()
  place(menu, at)
  focusItem(menu, 0)
}

export const menuOf = (label: string, items: readonly HTMLElement[]): HTMLElement =>
  el('div', { class: 'menu', role: 'menu', 'aria-label': label }, ...items)

export const menuItems = (
  items: readonly (MenuItem | null)[],
  from: HTMLElement,
  close: () => void,
): HTMLElement[] => items.flatMap((item) => (item ? menuItem(item, from, close) : []))

function menuItem(
  { label, hint, icon: picture, look, run }: MenuItem,
  from: HTMLElement,
  close: () => void,
): HTMLElement {
  const choose = () => {
    close()
    run(from)
  }
  const props = {
    type: 'button',
    role: 'menuitem',
    tabindex: -1,
    class: look === 'danger' ? 'menu-danger' : '',
  }
  const text = el('span', {}, ...sentence(label))
  const control = el('button', { ...props, onclick: choose }, icon(picture), text)
  if (hint !== undefined) {
    // No part of its name, which stays short: what it means is read after it.
    const line = el('span', { class: 'menu-hint', id: newId(), 'aria-hidden': 'true' }, ...sentence(hint))
    control.setAttribute('aria-describedby', line.id)
    text.append(line)
  }
  return control
}

export function place(menu: HTMLElement, at: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = menu
  const below = at.bottom + height + edgePx <= window.innerHeight
  // Beside a control it ends where that does; at a place without an extent it begins there.
  const start = at.width === 0 ? at.left : at.right - width
  const left = Math.min(Math.max(edgePx, start), window.innerWidth - width - edgePx)
  const top = below ? at.bottom + 4 : Math.max(edgePx, at.top - height - 4)
  menu.style.left = `${left}px`
  menu.style.top = `${top}px`
}

export function moveFocus(menu: HTMLElement, event: KeyboardEvent, close: () => void): void {
  const items = [...menu.children]
  const at = items.findIndex((item) => item === document.activeElement)
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1, Tab: null }[event.key]
  if (target === undefined) return
  event.preventDefault()
  if (target === null) close()
  else focusItem(menu, target % items.length)
}

function focusItem(menu: HTMLElement, index: number): void {
  const item = [...menu.children].at(index)
  if (item instanceof HTMLElement) item.focus()
}
