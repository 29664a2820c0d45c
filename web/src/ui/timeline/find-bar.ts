import type { ConversationId, SearchHit } from '@parley/shared'
import * as limits from '@parley/shared/limits'
import { inCodeUnits, searchOperators, storedLine } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import type { Value } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import { SearchAssist } from '../search/search-assist.ts'
import { settled } from '../search/settled.ts'
import { DateJump } from './date-jump.ts'
import type { MarksIn } from './rows/row-context.ts'

const pauseMs = 250
/** A search may stop before it has found anything: so often it is told to go on. */
const goesOnMost = 10
const operators = searchOperators.filter((operator) => operator !== 'in')

export interface FindBarOptions {
  readonly client: Client
  readonly id: ConversationId
  /** What is marked in the timeline. */
  readonly sought: Value<MarksIn | null>
  seek(seq: number): void
  toLatest(): void
  /** Focuses a message, or all of them where it is far away by now. */
  focus(seq: number | null): void
}

/** Finds messages of one conversation, and leads from one to the next. */
export class FindBar extends Component {
  readonly #options: FindBarOptions
  readonly #input: HTMLInputElement
  readonly #count = el('span', { class: 'find-count', role: 'status' })
  readonly #older: HTMLButtonElement
  readonly #newer: HTMLButtonElement
  readonly #date: DateJump
  /** Beside the bar, over what stands below. */
  readonly assist: HTMLElement
  #opener: Element | null = null
  #hits: SearchHit[] = []
  #at = 0
  #cursor: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: FindBarOptions) {
    super(el('search', { class: 'find', hidden: true, 'aria-label': words.header.find }))
    this.#options = options
    const { field, older, newer, close } = words.finding
    this.#input = el('input', {
      type: 'search',
      class: 'find-field',
      placeholder: field,
      'aria-label': field,
      autocomplete: 'off',
      enterkeyhint: 'search',
      dir: 'auto',
      maxlength: limits.searchQueryMax,
      oninput: () => this.#typed(),
    })
    this.#older = iconButton('up', older, () => void this.#go(1), { title: `${older} (Enter)` })
    this.#newer = iconButton('down', newer, () => void this.#go(-1), { title: `${newer} (Shift+Enter)` })
    this.#date = new DateJump((day) => void this.#toDate(day))
    const end = iconButton('close', close, () => this.close(), { title: `${close} (Esc)` })
    const field1 = el('div', { class: 'find-box' }, icon('search'), this.#input, this.#count)
    const line = el('div', { class: 'find-line' }, field1, this.#older, this.#newer, this.#date.button, end)
    this.root.append(line, this.#date.root)
    const { client } = options
    const changed = () => this.#typed()
    this.assist = new SearchAssist({ client, input: this.#input, operators, changed }).root
    this.listen(this.root, 'keydown', (event) => this.#key(event))
    this.onEnd(() => clearTimeout(this.#timer))
    this.#tell('')
  }

  open(): void {
    if (this.root.hidden) this.#opener = document.activeElement
    this.root.hidden = this.assist.hidden = false
    this.#input.focus()
    this.#input.select()
    if (this.#text !== '') void this.#search()
  }

  close(): void {
    const hadFocus = this.root.contains(document.activeElement)
    this.root.hidden = this.assist.hidden = true
    clearTimeout(this.#timer)
    this.#options.sought.set(null)
    if (!hadFocus || !(this.#opener instanceof HTMLElement)) return
    // A message may have been left, and drawn anew, on the way to another one.
    if (this.#opener.isConnected) this.#opener.focus({ preventScroll: true })
    else this.#options.focus(Number(this.#opener.dataset['seq']) || null)
  }

  get #text(): string {
    return settled(storedLine(this.#input.value))
  }

  #key(event: KeyboardEvent): void {
    const inField = event.target === this.#input
    if (event.key === 'Escape') this.close()
    else if (inField && (event.key === 'ArrowUp' || (event.key === 'Enter' && !event.shiftKey)))
      void this.#go(1)
    else if (inField && (event.key === 'ArrowDown' || event.key === 'Enter')) void this.#go(-1)
    else return
    event.preventDefault()
  }

  #typed(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#search(), pauseMs)
  }

  async #search(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#hits = []
    this.#cursor = null
    const text = this.#text
    this.#mark()
    if (text === '') return this.#tell('')
    if (await this.#load()) this.#show(0)
  }

  /** What comes after what is there. @returns whether that is all, and not that another search goes on */
  async #load(): Promise<boolean> {
    const { client, id } = this.#options
    for (let turns = 0; turns < goesOnMost; turns += 1) {
      const found = await client.actions.finding.searchIn(id, this.#text, this.#cursor)
      if (!found.ok) {
        this.#tell(failureText(found.failure) ?? '')
        return false
      }
      this.#hits.push(...found.value.items)
      this.#cursor = found.value.nextCursor
      if (found.value.items.length > 0 || this.#cursor === null) break
    }
    this.#mark()
    return true
  }

  /** In each message what was found there, as long as it says the same. */
  #mark(): void {
    const hits = new Map(this.#hits.map((hit) => [hit.seq, hit]))
    this.#options.sought.set(({ seq, text }) => {
      const hit = hits.get(seq)
      return hit?.text === text ? inCodeUnits(text, hit.ranges) : []
    })
  }

  /** @param by 1 for the next older one, -1 for the next newer one */
  async #go(by: 1 | -1): Promise<void> {
    if (this.#timer !== undefined) return this.#search()
    const at = this.#at + by
    if (at >= this.#hits.length && this.#cursor !== null && !(await this.#load())) return
    if (this.#hits[at]) this.#show(at)
  }

  #show(at: number): void {
    this.#at = at
    const hit = this.#hits[at]
    if (!hit) return this.#tell(words.finding.none)
    const { place, more } = words.finding
    const count = this.#hits.length
    this.#tell(place(at + 1, this.#cursor === null ? words.number(count) : more(count)))
    this.#options.seek(hit.seq)
  }

  #tell(text: string): void {
    this.#count.textContent = text
    this.#older.disabled = this.#at >= this.#hits.length - 1 && this.#cursor === null
    this.#newer.disabled = this.#at === 0
  }

  async #toDate(day: Date): Promise<void> {
    const { client, id, seek, toLatest } = this.#options
    const found = await client.actions.finding.seqSince(id, day)
    if (!found.ok) client.toasts.failure(found.failure)
    else if (found.value === null) toLatest()
    else seek(found.value)
  }
}
