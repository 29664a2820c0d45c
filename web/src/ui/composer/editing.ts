import type { ConversationId, Message } from '@parley/shared'
import { storedText } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import type { Readable } from '../../state/observable.ts'
import { editBegun, editsBegun, type EditBegun } from '../../state/draft-key.ts'
import type { TimelineState } from '../../state/state.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { cutLine, el, replaceChildren } from '../dom.ts'
import type { DraftBox } from './draft-box.ts'

/** The change of a message, in the box in place of the draft until it is saved or given up. */
export class Editing extends Component {
  readonly #client: Client
  readonly #id: ConversationId
  readonly #box: DraftBox
  readonly #send: HTMLButtonElement
  readonly #timeline: Readable<TimelineState | null>
  readonly #hint = el('span', {})
  readonly #excerpt = el('span', { class: 'edit-excerpt' })
  #current: EditBegun | null = null
  /** Saves that are not answered yet. */
  #underWay = 0

  constructor(client: Client, id: ConversationId, box: DraftBox, send: HTMLButtonElement) {
    super(el('div', { class: 'edit-bar', hidden: true }, icon('pen')))
    this.#client = client
    this.#id = id
    this.#box = box
    this.#send = send
    this.#timeline = client.state.timeline(id)
    this.root.append(
      el('span', { class: 'edit-text', role: 'status' }, this.#hint, this.#excerpt),
      iconButton('close', words.editing.cancel, () => this.end()),
    )
    this.resume()
    this.bind(this.#timeline, () => this.#follow())
  }

  get isOn(): boolean {
    return this.#current !== null
  }

  begin(message: Message): void {
    const begun = this.#begun().find(({ seq }) => seq === message.seq)
    if (begun) this.#workOn(begun)
    this.#show(begun ?? editBegun(message), message.text)
  }

  /** Goes on with what was begun and not finished, or else with the draft. */
  resume(): void {
    const [begun] = this.#begun()
    if (begun) return this.#show(begun, this.#message(begun)?.text ?? '')
    this.#current = null
    this.root.hidden = true
    this.#send.setAttribute('aria-label', words.composer.send)
    this.#box.begin(this.#id)
  }

  end(): void {
    this.#box.drop()
    this.resume()
    this.#box.focus()
  }

  async save(text: string): Promise<void> {
    const edit = this.#current
    if (!edit) return
    const { draft } = this.#box
    const message = this.#message(edit)
    const saved = message?.text === text ? message : await this.#saved(edit, text)
    if (saved === null) return
    // An answer to what was saved before may have come meanwhile.
    if (this.#current?.seq !== edit.seq) return this.#client.actions.drafts.drop(edit.key, draft)
    if (storedText(this.#box.root.value) === text) return this.end()
    // Whoever has typed on meanwhile goes on with what they have.
    this.#goOnFrom(saved, words.editing.begun)
  }

  async #saved(edit: EditBegun, text: string): Promise<Message | null> {
    const { seq } = edit
    // What is known here was told here; of several saves of one's own, the last words are those that are meant.
    const baseEditedAt = this.#message(edit)?.editedAt ?? edit.baseEditedAt
    const change = this.#underWay > 0 ? { text } : { text, baseEditedAt }
    this.#underWay += 1
    const result = await this.#client.actions.changing.edit(this.#id, seq, change)
    this.#underWay -= 1
    if (result.ok) return result.value
    const { failure } = result
    if (failure.kind === 'refused' && failure.code === 'message_deleted') this.#rescue(edit)
    else this.#client.toasts.failure(failure)
    const isOutdated = failure.kind === 'refused' && failure.code === 'message_edited'
    const present = isOutdated && this.#current?.seq === seq ? this.#message(edit) : undefined
    if (present) this.#goOnFrom(present, words.editing.changed)
    return null
  }

  /** With what is in the box, as a change of what the message says now. */
  #goOnFrom(message: Message, hint: string): void {
    this.#current = editBegun(message)
    this.#box.moveTo(this.#current.key, message.text)
    this.#quote(message.text)
    this.#say(hint)
  }

  #show(edit: EditBegun, original: string): void {
    this.#current = edit
    this.root.hidden = false
    this.#say(words.editing.begun)
    this.#quote('')
    this.#send.setAttribute('aria-label', words.editing.save)
    this.#box.begin(edit.key, original)
    this.#follow()
  }

  /** The message may be changed or deleted elsewhere while it is edited here. */
  #follow(): void {
    const edit = this.#current
    const message = edit && this.#message(edit)
    if (!message) return
    if (message.deletedAt) return this.#rescue(edit)
    this.#quote(message.text)
    if (message.editedAt === edit.baseEditedAt || message.text === storedText(this.#box.root.value)) return
    if (this.#box.draft === '') this.#show(editBegun(message), message.text)
    else this.#say(words.editing.changed)
  }

  /** There is nothing to change any more: what was typed is the next message, if it is wanted. */
  #rescue({ key }: EditBegun): void {
    const { drafts } = this.#client.actions
    const all = this.#client.state.drafts.get()
    const [typed, draft] = [all.get(key) ?? '', all.get(this.#id) ?? '']
    drafts.save(this.#id, [draft, typed].filter(Boolean).join('\n'), draft)
    drafts.drop(key, typed)
    if (this.#current?.key === key) this.resume()
    if (typed !== '') this.#client.toasts.show(words.editing.deleted)
  }

  #begun(): EditBegun[] {
    return editsBegun(this.#client.state.drafts.get(), this.#id)
  }

  #message({ seq }: EditBegun): Message | undefined {
    return this.#timeline.get()?.messages.find((message) => message.seq === seq)
  }

  /** After a reload it is in the box again, though nothing more has been typed. */
  #workOn({ key }: EditBegun): void {
    const draft = this.#client.state.drafts.get().get(key) ?? ''
    this.#client.actions.drafts.save(key, draft, draft)
  }

  /** Which message it is, as far as it is loaded. */
  #quote(text: string): void {
    const excerpt = text.slice(0, 200)
    if (this.#excerpt.textContent === excerpt) return
    replaceChildren(this.#excerpt, excerpt !== '' && cutLine(excerpt))
  }

  #say(text: string): void {
    if (this.#hint.textContent !== text) this.#hint.textContent = text
  }
}
