import { storedText } from '@parley/shared/text'
import type { ConversationId, Message } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { OutboxItem } from '../../state/outbox-item.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, setAttribute } from '../dom.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'
import { DraftBox } from './draft-box.ts'
import type { Editing } from './editing.ts'
import { FileEntry } from './file-entry.ts'
import { enterKeyHint, sends } from './enter-key.ts'
import { EntryHelp } from './entry-help.ts'
import { Formatting } from './formatting/formatting.ts'
import { hasBars, hasEditsKept, keepReply, replyKept } from './kept.ts'
import { barsChunk, wantedBars, type Bars } from './late-bars.ts'
import { SendButton } from './send-button.ts'

type Unsent = Pick<OutboxItem, 'text' | 'parts' | 'files'>

export class Composer extends Component<HTMLFormElement> {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #lastOwn: () => Message | null
  readonly #input: HTMLTextAreaElement
  readonly #formatting: Formatting
  readonly #send = new SendButton()
  readonly #draft: DraftBox
  readonly #context: QuoteContext
  readonly #box: HTMLElement
  readonly #help: EntryHelp
  readonly #files: FileEntry
  #editing: Editing | null = null
  #hasBars = false

  constructor(context: QuoteContext, lastOwn: () => Message | null) {
    super(el('form', { class: 'composer' }))
    this.#context = context
    const { client, conversationId: id } = context
    this.#client = client
    this.#id = id
    this.#lastOwn = lastOwn
    this.#input = this.#textarea()
    const field = el('div', { class: 'composer-field' }, this.#input)
    this.#formatting = new Formatting(field, this.#input)
    this.#files = this.own(new FileEntry(context, this.root, this.#input))
    const events = { written: () => this.#changed(), done: () => this.#resume() }
    this.#draft = this.own(new DraftBox(client, this.#input, id, events))
    this.#help = new EntryHelp(client, id, this.#input, this.root)
    const { count, root: send } = this.#send
    const [add, emoji] = [this.#files.root, this.#help.emojiButton]
    const line = el('div', { class: 'composer-line' }, field, count, add, emoji, send)
    this.#box = el('div', { class: 'composer-box' }, line)
    this.root.append(this.#box)
    this.#resume()
    this.bind(client.state.drafts, () => this.#showBars())
    this.bind(client.state.chosen, () => {
      this.#changed()
      this.#files.changed()
    })
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

  reply(seq: number): void {
    keepReply(this.#context, seq)
    this.focus()
  }

  /** What was not sent. A message that one has chosen to answer since stays the one that is answered. */
  takeBack({ text, parts, files = [] }: Unsent): void {
    const { replyTo } = parts ?? {}
    const asFiles = files.map((original) => ({ original, picture: null, isPicture: false }))
    this.#client.actions.files.choose(this.#id, (chosen) => [...chosen, ...asFiles])
    if (replyTo !== undefined && this.#replyTo === null) keepReply(this.#context, replyTo)
    this.insert(text)
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
    if (hasEditsKept(this.#context)) void this.#editingHere()
  }

  async #editingHere(): Promise<Editing | null> {
    const loaded = await wantedBars()
    if (!loaded || !this.root.isConnected) return null
    this.#editing ??= this.#addEditing(loaded)
    return this.#editing
  }

  #addEditing({ Editing }: Bars): Editing {
    const editing = this.own(new Editing(this.#client, this.#id, this.#draft, this.#send.root))
    this.#box.prepend(editing.root)
    return editing
  }

  get #replyTo(): number | null {
    return replyKept(this.#context)
  }

  #showBars(): void {
    if (this.#hasBars || !hasBars(this.#context)) return
    const show = ({ ReplyBar, DraftBar }: Bars): void => {
      if (this.#hasBars || !this.root.isConnected) return
      this.#hasBars = true
      for (const Bar of [ReplyBar, DraftBar]) {
        const bar = this.own(new Bar(this.#context, () => this.focus()))
        this.#box.lastElementChild?.before(bar.root)
      }
    }
    // What does not come is asked for again with the next change of a draft.
    void barsChunk.load().then(show, () => undefined)
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
      'aria-describedby': this.#send.count.id,
      oninput: typed,
      enterkeyhint: enterKeyHint(),
      // A tablet may have got a keyboard since, or lost it.
      onfocus: () => setAttribute(this.#input, 'enterkeyhint', enterKeyHint()),
      onkeydown: (event) => this.#key(event),
    })
  }

  #key(event: KeyboardEvent): void {
    if (this.#help.key(event) || this.#formatting.key(event)) return
    if (sends(event)) {
      event.preventDefault()
      this.root.requestSubmit()
    }
    if (event.key === 'Escape' && (this.#editing?.isOn || this.#replyTo !== null)) {
      event.preventDefault()
      if (this.#editing?.isOn) this.#editing.end()
      else keepReply(this.#context, null)
    } else if (event.key === 'ArrowUp' && this.#input.value === '') this.#editLast(event)
  }

  #editLast(event: KeyboardEvent): void {
    const message = this.#lastOwn()
    if (!message) return
    event.preventDefault()
    void this.edit(message)
  }

  /** A change of a message takes none. */
  get #hasFiles(): boolean {
    return this.#editing?.isOn !== true && this.#files.chosen.length > 0
  }

  #submitted(event: Event): void {
    event.preventDefault()
    const text = storedText(this.#input.value)
    if (!this.#send.takes(text, this.#hasFiles) || !this.#draft.isCurrent()) return
    if (this.#editing?.isOn) void this.#editing.save(text)
    else if (this.#files.ready()) void this.#sendText(text)
  }

  async #sendText(text: string): Promise<void> {
    const { messages, drafts, files } = this.#client.actions
    const { draft } = this.#draft
    this.#draft.empty()
    this.focus()
    const replyTo = this.#replyTo
    const parts = replyTo === null ? {} : { parts: { replyTo } }
    const sending = messages.send(this.#id, text, { ...parts, files: files.take(this.#id) })
    if (replyTo !== null) keepReply(this.#context, null)
    await sending
    // Only now is the text safe. What was typed meanwhile is another draft.
    drafts.drop(this.#id, draft)
  }

  #changed(): void {
    this.#send.show(storedText(this.#input.value), this.#hasFiles)
    this.#formatting.show()
  }
}
