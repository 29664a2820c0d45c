import { words } from '../../i18n/late.ts'
import { place } from '../components/menu.ts'
import { el, newId, replaceChildren, setAttribute } from '../dom.ts'
import { catalog, found, inTone, type Catalog, type Emoji } from './catalog.ts'
import { moveInGrid } from './grid-keys.ts'
import { recentEmoji, setSkinTone, skinTone, tones, used } from './kept.ts'

const recentShown = 16
const foundMax = 80
/** One of each group, in their order; the first is of those that were used last. */
const tabs = ['🕘', '😀', '🐻', '🍏', '🚗', '⚽', '💡', '🔣', '🏳️']

/** A choice of one emoji beside the control that asks for it; on a phone a sheet. */
export function openPicker(anchor: HTMLElement, choose: (emoji: string) => void): void {
  new Picker(choose).open(anchor)
}

class Picker {
  readonly #choose: (emoji: string) => void
  readonly #search = el('input', {
    type: 'search',
    class: 'emoji-search',
    autocomplete: 'off',
    'aria-label': words.emoji.search,
    placeholder: words.emoji.search,
  })
  readonly #tabs = el('div', { class: 'emoji-tabs', role: 'toolbar', 'aria-label': words.emoji.groups })
  readonly #grid = el('div', { class: 'emoji-grid' })
  readonly #name = el('p', { class: 'emoji-name', 'aria-hidden': 'true' })
  readonly #root: HTMLElement
  #all: Catalog = []

  constructor(choose: (emoji: string) => void) {
    this.#choose = choose
    const foot = el('div', { class: 'emoji-foot' }, this.#name, this.#tones())
    const parts = [this.#search, this.#tabs, this.#grid, foot]
    this.#root = el(
      'div',
      { class: 'emoji-picker', role: 'dialog', 'aria-label': words.emoji.title },
      ...parts,
    )
    this.#root.popover = 'auto'
    this.#search.addEventListener('input', () => this.#show())
    this.#root.addEventListener('keydown', (event) => this.#key(event))
    this.#root.addEventListener('toggle', (event) => {
      if (event instanceof ToggleEvent && event.newState === 'closed') this.#root.remove()
    })
    for (const type of ['pointerover', 'focusin'] as const)
      this.#grid.addEventListener(type, ({ target }) => this.#named(target))
  }

  open(anchor: HTMLElement): void {
    const host = anchor.closest('dialog, main, nav, aside') ?? document.body
    host.append(this.#root)
    this.#root.showPopover()
    place(this.#root, anchor.getBoundingClientRect())
    if (matchMedia('(hover: hover)').matches) this.#search.focus()
    void this.#load()
  }

  async #load(): Promise<void> {
    const all = await catalog().catch(() => null)
    if (all === null) return replaceChildren(this.#grid, el('p', { class: 'emoji-none' }, words.late.failed))
    this.#all = all
    this.#show()
  }

  #show(): void {
    const typed = this.#search.value.trim()
    this.#tabs.hidden = typed !== ''
    if (typed === '') return this.#showAll()
    const hits = found(this.#all, typed, foundMax)
    const none = el('p', { class: 'emoji-none', role: 'status' }, words.emoji.none)
    replaceChildren(this.#grid, hits.length > 0 ? this.#group(words.emoji.found, hits) : none)
    this.#grid.scrollTop = 0
  }

  #showAll(): void {
    const known = new Map(this.#all.flat().map((one) => [one.emoji, one]))
    const recent = recentEmoji().slice(0, recentShown)
    const used = recent.map(
      (emoji): Emoji => known.get(emoji) ?? { emoji, hasTones: false, name: emoji, terms: [] },
    )
    const sections = [used, ...this.#all].map((group, at) => this.#group(words.emoji.names[at] ?? '', group))
    replaceChildren(this.#grid, ...sections)
    const jumps = sections.map((section, at) => {
      const label = words.emoji.names[at] ?? ''
      const jump = () => (this.#grid.scrollTop = section.offsetTop - this.#grid.offsetTop)
      return el('button', { type: 'button', 'aria-label': label, title: label, onclick: jump }, tabs[at])
    })
    replaceChildren(this.#tabs, ...jumps)
  }

  #group(title: string, emoji: readonly Emoji[]): HTMLElement {
    const head = el('h3', { id: newId() }, title)
    const cells = emoji.map((one, at) => {
      const shown = inTone(one)
      const take = () => this.#take(one.emoji === shown ? one.emoji : shown)
      const props = { type: 'button', 'aria-label': one.name, tabindex: at === 0 ? 0 : -1, onclick: take }
      return el('button', props, shown)
    })
    return el('section', { role: 'group', 'aria-labelledby': head.id }, head, el('div', {}, ...cells))
  }

  #tones(): HTMLElement {
    const buttons = tones.map((tone, at) => {
      const choose = () => {
        setSkinTone(tone)
        for (const one of buttons) setAttribute(one, 'aria-checked', String(one === button))
        this.#show()
      }
      const label = words.emoji.tones[at] ?? ''
      const props = { type: 'button', role: 'radio', 'aria-label': label, title: label, onclick: choose }
      const button: HTMLElement = el(
        'button',
        { ...props, 'aria-checked': String(tone === skinTone()) },
        `✋${tone}`,
      )
      return button
    })
    return el('div', { class: 'emoji-tones', role: 'radiogroup', 'aria-label': words.emoji.tone }, ...buttons)
  }

  #take(emoji: string): void {
    used(emoji)
    this.#root.hidePopover()
    this.#choose(emoji)
  }

  #named(target: EventTarget | null): void {
    const cell = target instanceof Element ? target.closest('button') : null
    this.#name.textContent = cell ? `${cell.textContent} ${cell.getAttribute('aria-label') ?? ''}` : ''
  }

  /** All keys stay here; Escape closes it by itself. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'Escape') event.stopPropagation()
    const first = this.#grid.querySelector<HTMLElement>('button')
    if (event.target === this.#search) {
      if (event.key === 'Enter' && this.#search.value.trim() !== '') first?.click()
      else if (event.key === 'ArrowDown') first?.focus()
      else return
      event.preventDefault()
    } else if (moveInGrid(this.#grid, event)) event.preventDefault()
    else if (event.key === 'ArrowUp' && this.#grid.contains(document.activeElement)) this.#search.focus()
  }
}
