import { limits } from '@parley/shared/limits'
import type { ConversationId, Message } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, newId } from '../dom.ts'

/** The count is shown when this many characters are left. */
const warnAt = 500

export class Composer extends Component<HTMLFormElement> {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #lastOwn: () => Message | null
  readonly #input: HTMLTextAreaElement
  readonly #send: HTMLButtonElement
  readonly #count = el('span', { class: 'composer-count', role: 'status', id: newId() })
  readonly #editBar: HTMLElement
  #editing: Message | null = null

  constructor(client: Client, id: ConversationId, lastOwn: () => Message | null) {
    super(el('form', { class: 'composer' }))
    this.#client = client
    this.#id = id
    this.#lastOwn = lastOwn
    this.#input = this.#textarea()
    const { send } = words.composer
    this.#send = el(
      'button',
      { type: 'submit', class: 'send', 'aria-label': send, title: send },
      icon('send'),
    )
    const cancel = iconButton('close', words.composer.cancelEdit, () => this.#stopEditing())
    this.#editBar = el(
      'div',
      { class: 'edit-bar', hidden: true },
      icon('edit'),
      words.composer.editing,
      cancel,
    )
    const box = el('div', { class: 'composer-box' }, this.#input, this.#count, this.#send)
    this.root.append(this.#editBar, box)
    this.listen(this.root, 'submit', (event) => this.#submitted(event))
    this.write(this.#draft())
  }

  placeholder(text: string): void {
    this.#input.placeholder = text
  }

  focus(): void {
    this.#input.focus({ preventScroll: true })
  }

  /** Puts a text in, as if it had been typed. What was typed before stays in front of it. */
  insert(text: string): void {
    const before = this.#editing ? this.#draft() : this.#input.value
    const all = [before, text].filter(Boolean).join('\n')
    this.#client.actions.drafts.save(this.#id, all)
    // An edit goes on; the draft comes back after it.
    if (!this.#editing) this.write(all)
    this.focus()
  }

  write(text: string): void {
    this.#input.value = text
    this.#changed()
  }

  edit(message: Message): void {
    this.#editing = message
    this.#editBar.hidden = false
    this.#send.setAttribute('aria-label', words.composer.saveEdit)
    this.write(message.text)
    this.focus()
  }

  #textarea(): HTMLTextAreaElement {
    const typed = () => {
      this.#changed()
      this.#saveDraft()
      if (!this.#editing && this.#input.value) this.#client.actions.typing.typed(this.#id)
    }
    return el('textarea', {
      class: 'composer-input',
      rows: 1,
      dir: 'auto',
      autocomplete: 'off',
      enterkeyhint: 'send',
      'aria-label': words.composer.label,
      'aria-describedby': this.#count.id,
      oninput: typed,
      onkeydown: (event) => this.#key(event),
    })
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !byTouch()) {
      event.preventDefault()
      this.root.requestSubmit()
    }
    if (event.key === 'Escape' && this.#editing) {
      event.preventDefault()
      this.#stopEditing()
    } else if (event.key === 'ArrowUp' && this.#input.value === '') this.#editLast(event)
  }

  #editLast(event: KeyboardEvent): void {
    const message = this.#lastOwn()
    if (!message) return
    event.preventDefault()
    this.edit(message)
  }

  #submitted(event: Event): void {
    event.preventDefault()
    const text = this.#input.value.trim()
    if (text === '' || lengthOf(text) > limits.messageMax) return
    if (this.#editing) void this.#saveEdit(this.#editing, text)
    else void this.#sendText(text)
  }

  async #sendText(text: string): Promise<void> {
    const { messages, drafts } = this.#client.actions
    const draft = this.#draft()
    this.write('')
    this.focus()
    await messages.send(this.#id, text)
    // Only now is the text safe. What was typed meanwhile is another draft.
    if (this.#draft() === draft) drafts.save(this.#id, '')
  }

  async #saveEdit(message: Message, text: string): Promise<void> {
    const saved = text === message.text ? message : await this.#edited(message, text)
    // An answer to what was saved before may have come meanwhile.
    if (saved === null || this.#editing?.seq !== message.seq) return
    // Whoever has typed on meanwhile goes on with what they have.
    if (this.#input.value.trim() === text) this.#stopEditing()
    else this.#editing = saved
  }

  async #edited(message: Message, text: string): Promise<Message | null> {
    const result = await this.#client.actions.messages.edit(this.#id, message.seq, text)
    if (result.ok) return result.value
    this.#client.toasts.failure(result.failure)
    return null
  }

  #stopEditing(): void {
    this.#editing = null
    this.#editBar.hidden = true
    this.#send.setAttribute('aria-label', words.composer.send)
    this.write(this.#draft())
    this.focus()
  }

  #draft(): string {
    return this.#client.state.drafts.get().get(this.#id) ?? ''
  }

  /** The text of an edit is no draft. */
  #saveDraft(): void {
    if (!this.#editing) this.#client.actions.drafts.save(this.#id, this.#input.value)
  }

  #changed(): void {
    const text = this.#input.value.trim()
    const left = text.length > limits.messageMax - warnAt ? limits.messageMax - lengthOf(text) : Infinity
    this.#count.hidden = left > warnAt
    this.#count.classList.toggle('over', left < 0)
    this.#count.textContent =
      left > warnAt ? '' : left < 0 ? words.composer.tooLong(-left) : words.composer.left(left)
    this.#send.setAttribute('aria-disabled', String(text === '' || left < 0))
    this.#grow()
  }

  #grow(): void {
    this.#input.style.height = 'auto'
    this.#input.style.height = `${this.#input.scrollHeight}px`
  }
}

/** As the server counts: code points after NFC. */
const lengthOf = (text: string): number => [...text.normalize('NFC')].length

/** A keyboard on the screen has no Shift+Enter: there Enter is a new line, and the button sends. */
const byTouch = (): boolean => matchMedia('(hover: none) and (pointer: coarse)').matches
