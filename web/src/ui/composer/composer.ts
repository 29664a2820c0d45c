import { limits } from '@parley/shared/limits'
import { codePoints, isLongerThan, storedText } from '@parley/shared/text'
import type { ConversationId, Message } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, newId, setAttribute } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { DraftBox } from './draft-box.ts'
import type { Editing } from './editing.ts'
import { EmojiEntry } from './emoji-entry.ts'
import { enterKeyHint, sends } from './enter-key.ts'
import { Formatting } from './formatting.ts'

/** The count is shown when this many characters are left. */
const warnAt = 500

export class Composer extends Component<HTMLFormElement> {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #lastOwn: () => Message | null
  readonly #input: HTMLTextAreaElement
  readonly #formatting: Formatting
  readonly #send: HTMLButtonElement
  readonly #count = el('span', { class: 'composer-count', role: 'status', id: newId() })
  readonly #draft: DraftBox
  readonly #box: HTMLElement
  readonly #emoji: EmojiEntry
  #editing: Editing | null = null

  constructor(client: Client, id: ConversationId, lastOwn: () => Message | null) {
    super(el('form', { class: 'composer' }))
    this.#client = client
    this.#id = id
    this.#lastOwn = lastOwn
    this.#input = this.#textarea()
    const field = el('div', { class: 'composer-field' }, this.#input)
    this.#formatting = new Formatting(field, this.#input)
    const { send } = words.composer
    this.#send = el(
      'button',
      { type: 'submit', class: 'send', 'aria-label': send, title: send },
      icon('send'),
    )
    const events = { written: () => this.#changed(), done: () => this.#resume() }
    this.#draft = this.own(new DraftBox(client, this.#input, id, events))
    this.#emoji = new EmojiEntry(this.#input, this.root)
    const line = el('div', { class: 'composer-line' }, field, this.#count, this.#emoji.button, this.#send)
    this.#box = el('div', { class: 'composer-box' }, line)
    this.root.append(this.#box)
    this.#resume()
    this.listen(this.root, 'submit', (event) => this.#submitted(event))
  }

  placeholder(text: string): void {
    this.#input.placeholder = text
  }

  focus(): void {
    this.#draft.focus()
  }

  /** Puts a text in, as if it had been typed. What was typed before stays in front of it. */
  insert(text: string): void {
    const draft = this.#client.state.drafts.get().get(this.#id) ?? ''
    // An edit goes on; the draft comes back after it.
    const before = this.#editing?.isOn ? draft : this.#input.value
    this.#client.actions.drafts.save(this.#id, [before, text].filter(Boolean).join('\n'), draft)
    this.focus()
  }

  async edit(message: Message): Promise<void> {
    const editing = await this.#editingHere()
    editing?.begin(message)
    this.focus()
  }

  /** Goes on with an edit that was begun and not finished, or else with the draft. */
  #resume(): void {
    if (this.#editing) return this.#editing.resume()
    this.#draft.begin(this.#id)
    if (this.#draft.hasEdits(this.#id)) void this.#editingHere()
  }

  async #editingHere(): Promise<Editing | null> {
    const loaded = await whenLoaded(chunks.editing)
    if (!loaded || !this.root.isConnected) return null
    this.#editing ??= this.#addEditing(loaded)
    return this.#editing
  }

  #addEditing({ Editing }: NonNullable<typeof chunks.editing.module>): Editing {
    const editing = this.own(new Editing(this.#client, this.#id, this.#draft, this.#send))
    this.#box.prepend(editing.root)
    return editing
  }

  #textarea(): HTMLTextAreaElement {
    const typed = () => {
      this.#changed()
      this.#draft.keep()
      if (!this.#editing?.isOn && this.#input.value) this.#client.actions.typing.typed(this.#id)
    }
    return el('textarea', {
      class: 'composer-input',
      rows: 1,
      dir: 'auto',
      autocomplete: 'off',
      'aria-label': words.composer.label,
      'aria-describedby': this.#count.id,
      oninput: typed,
      enterkeyhint: enterKeyHint(),
      // A tablet may have got a keyboard since, or lost it.
      onfocus: () => setAttribute(this.#input, 'enterkeyhint', enterKeyHint()),
      onkeydown: (event) => this.#key(event),
    })
  }

  #key(event: KeyboardEvent): void {
    if (this.#emoji.key(event) || this.#formatting.key(event)) return
    if (sends(event)) {
      event.preventDefault()
      this.root.requestSubmit()
    }
    if (event.key === 'Escape' && this.#editing?.isOn) {
      event.preventDefault()
      this.#editing.end()
    } else if (event.key === 'ArrowUp' && this.#input.value === '') this.#editLast(event)
  }

  #editLast(event: KeyboardEvent): void {
    const message = this.#lastOwn()
    if (!message) return
    event.preventDefault()
    void this.edit(message)
  }

  #submitted(event: Event): void {
    event.preventDefault()
    const text = storedText(this.#input.value)
    if (text === '' || isLongerThan(limits.messageMax, text) || !this.#draft.isCurrent()) return
    if (this.#editing?.isOn) void this.#editing.save(text)
    else void this.#sendText(text)
  }

  async #sendText(text: string): Promise<void> {
    const { messages, drafts } = this.#client.actions
    const { draft } = this.#draft
    this.#draft.empty()
    this.focus()
    await messages.send(this.#id, text)
    // Only now is the text safe. What was typed meanwhile is another draft.
    drafts.drop(this.#id, draft)
  }

  #changed(): void {
    const text = storedText(this.#input.value)
    const isNear = isLongerThan(limits.messageMax - warnAt, text)
    const left = isNear ? limits.messageMax - codePoints(text) : Infinity
    this.#count.hidden = left > warnAt
    this.#count.classList.toggle('over', left < 0)
    this.#count.textContent =
      left > warnAt ? '' : left < 0 ? words.composer.tooLong(-left) : words.composer.left(left)
    this.#send.setAttribute('aria-disabled', String(text === '' || left < 0))
    this.#formatting.show()
  }
}
