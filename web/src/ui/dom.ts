import { storedLine } from '@parley/shared/text'

import { sentencePieces } from '../i18n/isolated.ts'

type Value = string | number | boolean | null | undefined

type Handlers = {
  [Type in keyof HTMLElementEventMap as `on${Type}`]?: (event: HTMLElementEventMap[Type]) => void
}

/** The attributes the client may set: an allow list, so that no text from outside can become code. */
type AttributeName =
  | `aria-${string}`
  | `data-${string}`
  | 'class'
  | 'id'
  | 'role'
  | 'title'
  | 'lang'
  | 'dir'
  | 'hidden'
  | 'tabindex'
  | 'href'
  | 'rel'
  | 'target'
  | 'for'
  | 'name'
  | 'type'
  | 'value'
  | 'rows'
  | 'min'
  | 'max'
  | 'start'
  | 'step'
  | 'checked'
  | 'selected'
  | 'disabled'
  | 'required'
  | 'novalidate'
  | 'placeholder'
  | 'autocomplete'
  | 'autocapitalize'
  | 'autofocus'
  | 'spellcheck'
  | 'inputmode'
  | 'enterkeyhint'
  | 'maxlength'
  | 'popover'
  | 'list'
  | 'datetime'
  | 'scope'
  | 'src'
  | 'loading'
  | 'crossorigin'
  | 'accept'

export type Props = Handlers & { [Name in AttributeName]?: Value }
export type Child = Node | string | null | undefined | false

/** The only place that makes elements. What is a string becomes a text node, always. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) setProp(element, name, value)
  append(element, children)
  return element
}

export const append = (parent: Node, children: readonly Child[]): void =>
  nodesOf(children).forEach((node) => parent.appendChild(node))

const nodesOf = (children: readonly Child[]): Node[] =>
  children
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (typeof child === 'string' ? document.createTextNode(child) : child))

/** As `replaceChildren`, but what stays is not touched: what is pressed in it is still pressed, and what plays plays on. */
export function settleChildren(parent: Element, ...children: Child[]): void {
  const nodes = nodesOf(children)
  for (const node of [...parent.childNodes]) if (!nodes.some((each) => each === node)) node.remove()
  let next = parent.firstChild
  for (const node of nodes) {
    if (node === next) next = next.nextSibling
    else parent.insertBefore(node, next)
  }
}

/** What says the same as before stays what it is: what is pressed in it is still pressed, and what is in focus too. */
export const stayingNode = <N extends Node | null>(before: N, made: N): N =>
  made && before?.isEqualNode(made) ? before : made

export function replaceChildren(parent: Element, ...children: Child[]): void {
  parent.replaceChildren()
  append(parent, children)
}

export function setAttribute(element: Element, name: AttributeName, value: Value): void {
  if (value === null || value === undefined || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? '' : String(value))
}

/** A click on a link that the page answers itself, unless it asks for a tab or a window of its own. */
export const plainClick =
  (act: () => void) =>
  (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    act()
  }

/** One line that somebody wrote, set apart: its direction reaches neither what stands around it nor from line to line. */
export const bdi = (text: string): HTMLElement => el('bdi', {}, storedLine(text))

/** Words of the interface, with the names in them set apart. */
export const sentence = (text: string): Child[] =>
  sentencePieces(text).map((piece, at) => (at % 2 === 0 ? piece : bdi(piece)))

/** The same on one line, which is cut off at its own end where there is no room for it. */
export const cutLine = (text: string): HTMLElement => el('bdi', { class: 'cut-line' }, storedLine(text))

function setProp(element: HTMLElement, name: string, value: Value | ((event: never) => void)): void {
  if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener)
  else setAttribute(element, name as AttributeName, value)
}

let ids = 0

/** For attributes that point at another element. */
export const newId = (): string => `p${++ids}`
