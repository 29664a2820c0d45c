import {
  searchFilters,
  searchOperators,
  searchTerms,
  type SearchFilter,
  type SearchOperator,
  type UnfinishedFilter,
} from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { iconButton } from '../components/button.ts'
import { bdi, el, newId, setAttribute } from '../dom.ts'
import { constantRow, KeyedList } from '../keyed-list.ts'
import { operatorHelp } from './operator-help.ts'
import { strangers, suggestions, type Suggestion } from './suggestions.ts'

const pauseMs = 150

export interface SearchAssistOptions {
  readonly client: Client
  readonly input: HTMLInputElement
  /** All of them where it is left out. */
  readonly operators?: readonly SearchOperator[]
  /** After what is typed was changed for the person. */
  changed(): void
}

/** Below a field in which messages are searched: what else can be said, what a filter may be, and which there are. */
export class SearchAssist {
  readonly root: HTMLElement
  readonly #options: SearchAssistOptions
  readonly #panel = el('div', { class: 'assist-panel', hidden: true })
  readonly #list = el('ul', { class: 'assist-options', role: 'listbox', id: newId() })
  readonly #chips = el('div', { class: 'assist-chips', hidden: true })
  readonly #help: HTMLElement
  readonly #operators: readonly SearchOperator[]
  // What stays is the same element: a click on one that was replaced between press and release would go nowhere.
  readonly #offers = new KeyedList(this.#list, {
    key: ({ value }: Suggestion) => value,
    create: (one) => constantRow(this.#option(one)),
  })
  readonly #shownFilters = new KeyedList(this.#chips, {
    key: (filter: SearchFilter) => JSON.stringify(filter),
    create: (filter) => constantRow(this.#chip(filter)),
  })
  #offered: Suggestion[] = []
  #chosen = 0
  /** Escape has put it away, until something else is typed. */
  #isClosed = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: SearchAssistOptions) {
    this.#options = options
    this.#operators = options.operators ?? searchOperators
    this.#help = operatorHelp(this.#operators, (text) => this.#insert(text))
    setAttribute(this.#list, 'aria-label', words.search.suggestions)
    this.#panel.append(this.#help, this.#list)
    this.root = el('div', { class: 'assist' }, this.#panel, this.#chips)
    const { input } = options
    setAttribute(input, 'aria-controls', this.#list.id)
    setAttribute(input, 'aria-autocomplete', 'list')
    setAttribute(input, 'aria-describedby', this.#help.id)
    for (const type of ['input', 'focus', 'click'] as const) input.addEventListener(type, () => this.#typed())
    // Before those of what is around the field.
    input.addEventListener('keydown', (event) => this.#key(event))
    for (const part of [input, this.root]) part.addEventListener('focusout', () => this.#leave())
    // A click must not take the focus from the field: what was clicked would be gone before it.
    this.#panel.addEventListener('pointerdown', (event) => event.preventDefault())
    this.update()
  }

  /** What is in the field may be something else. */
  update(): void {
    const { input } = this.#options
    const filters = searchFilters(input.value)
    this.#chips.hidden = filters.length === 0
    this.#shownFilters.render(filters)
    const isHere = document.activeElement === input || this.#panel.contains(document.activeElement)
    if (!isHere) this.#offer([])
    this.#help.hidden = !isHere || input.value !== '' || this.#isClosed
    this.#show()
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#isClosed = false
    const term = this.#term()
    this.#offer(term ? suggestions(this.#options.client, term.operator, term.value) : [])
    this.update()
    if (term?.operator === 'from' && term.value !== '')
      this.#timer = setTimeout(() => void this.#findPeople(term.value), pauseMs)
  }

  async #findPeople(typed: string): Promise<void> {
    const found = await strangers(this.#options.client, typed)
    if (this.#term()?.value !== typed || this.#isClosed) return
    this.#offer([...this.#offered, ...found])
    this.update()
  }

  /** The filter in which the caret stands. */
  #term(): SearchFilter | UnfinishedFilter | null {
    const { input } = this.#options
    const at = input.selectionStart ?? input.value.length
    const term = searchTerms(input.value).find(({ from, to }) => from < at && at <= to)
    if (term?.kind !== 'filter' && term?.kind !== 'unfinished') return null
    return this.#operators.includes(term.operator) && at > term.from + term.operator.length ? term : null
  }

  /** Each value once, whatever it names. One that is there already as it is needs no completing. */
  #offer(offered: readonly Suggestion[]): void {
    const value = this.#term()?.value.toLowerCase()
    const isWhole = offered.length === 1 && offered[0]?.value.toLowerCase() === value
    this.#offered = isWhole ? [] : [...new Map(offered.map((one) => [one.value, one])).values()]
    this.#chosen = 0
  }

  #show(): void {
    this.#list.hidden = this.#offered.length === 0
    this.#offers.render(this.#offered)
    const options = [...this.#list.children]
    for (const [at, option] of options.entries())
      setAttribute(option, 'aria-selected', String(at === this.#chosen))
    this.#panel.hidden = this.#list.hidden && this.#help.hidden
    const active = this.#list.hidden ? null : options[this.#chosen]?.id
    setAttribute(this.#options.input, 'aria-activedescendant', active)
  }

  #option(one: Suggestion): HTMLElement {
    const label = one.name !== '' && el('span', { class: 'assist-name' }, bdi(one.name))
    const props = { role: 'option', id: newId(), class: 'assist-option', onclick: () => this.#accept(one) }
    return el('li', props, bdi(one.value), label)
  }

  #chip({ from, to, operator, value }: SearchFilter): HTMLElement {
    const text = words.search.chip(words.search.operators[operator], value)
    const remove = iconButton('close', words.search.remove(text), () => this.#replace(from, to, ''))
    return el('span', { class: 'token assist-chip' }, bdi(text), remove)
  }

  #key(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (this.#panel.hidden) return
    if (event.key === 'Escape') this.#close()
    else if (this.#offered.length === 0) return
    else if (step !== undefined) this.#choose(step)
    else if (event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey))
      this.#accept(this.#offered[this.#chosen])
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #choose(step: number): void {
    const { length } = this.#offered
    this.#chosen = (this.#chosen + step + length) % length
    this.#show()
    this.#list.children[this.#chosen]?.scrollIntoView({ block: 'nearest' })
  }

  #accept(chosen: Suggestion | undefined): void {
    const term = this.#term()
    if (!term || !chosen) return
    const value = /\s/.test(chosen.value) ? `"${chosen.value}"` : chosen.value
    this.#replace(term.from, term.to, `${term.operator}:${value} `)
  }

  #insert(text: string): void {
    const { value } = this.#options.input
    this.#replace(value.length, value.length, text)
  }

  /** With one blank between what is left before and behind. The caret stands behind what is put in, or within quotes. */
  #replace(from: number, to: number, text: string): void {
    const { input, changed } = this.#options
    const [before, behind] = [input.value.slice(0, from), input.value.slice(to).trimStart()]
    input.value = text === '' ? `${before.trimEnd()} ${behind}`.trim() : `${before}${text}${behind}`
    const at = text === '' ? input.value.length : before.length + text.length - (text === '""' ? 1 : 0)
    input.focus()
    input.setSelectionRange(at, at)
    this.#typed()
    changed()
  }

  #close(): void {
    this.#isClosed = true
    this.#offer([])
    this.update()
  }

  /** The next one has the focus by then. */
  #leave(): void {
    setTimeout(() => this.update())
  }
}
