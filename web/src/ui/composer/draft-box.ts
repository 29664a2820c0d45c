import type { DraftKey } from '../../state/draft-key.ts'
import { sharedStart } from '../../state/joined.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'

interface Events {
  /** Another text stands in the box. */
  written(): void
  /** What was in the box is done with, here or in another tab. */
  done(): void
}

/** The box and the draft in it are one: what is typed is kept at once, and what another tab keeps is shown. */
export class DraftBox extends Component<HTMLTextAreaElement> {
  readonly #client: Client
  readonly #events: Events
  #key: DraftKey
  /** What stands in the box where nothing has been typed. */
  #original = ''
  /** The draft, as far as it is in the box. */
  #seen = ''
  /** What was in the box when that was written or kept. */
  #text = ''
  #isComposing = false

  constructor(client: Client, input: HTMLTextAreaElement, key: DraftKey, events: Events) {
    super(input)
    this.#client = client
    this.#key = key
    this.#events = events
    this.listen(input, 'compositionstart', () => (this.#isComposing = true))
    this.listen(input, 'compositionend', () => {
      this.#isComposing = false
      this.keep()
      this.#follow()
    })
    this.bind(client.state.drafts, () => this.#follow())
  }

  /** The draft; empty while the box holds only what it was begun with. */
  get draft(): string {
    return this.#seen
  }

  focus(): void {
    this.root.focus({ preventScroll: true })
  }

  begin(key: DraftKey, original = ''): void {
    this.#key = key
    this.#original = original
    this.#seen = this.#kept()
    this.#write(this.#seen || original)
  }

  /** The same text, for something else. */
  moveTo(key: DraftKey, original: string): void {
    const [from, draft] = [this.#key, this.#seen]
    this.#key = key
    this.#original = original
    this.#seen = this.#kept()
    this.#save()
    this.#client.actions.drafts.drop(from, draft)
  }

  /** As it is in the box now. */
  keep(): void {
    // A word that is being composed cannot be moved: what has come meanwhile is joined with it when it is there.
    if (this.#isComposing && this.#kept() !== this.#seen) return
    // A browser tells of the end of a composition also where that is because the box was emptied.
    if (this.root.value !== this.#text) this.#save()
  }

  /** Whether the draft is still the one in the box: another tab may have sent it. */
  isCurrent(): boolean {
    const seen = this.#seen
    this.#client.actions.drafts.look(this.#key)
    return this.#seen === seen
  }

  /** For what is typed next, while what was typed is not safe yet. */
  empty(): void {
    this.#write('')
  }

  drop(): void {
    this.#client.actions.drafts.drop(this.#key, this.#seen)
  }

  #save(): void {
    const seen = this.#seen
    this.#text = this.root.value
    this.#seen = this.#text === this.#original ? '' : this.#text
    this.#client.actions.drafts.save(this.#key, this.#seen, seen)
  }

  #kept(): string {
    return this.#client.state.drafts.get().get(this.#key) ?? ''
  }

  #follow(): void {
    const kept = this.#kept()
    if (kept === this.#seen || this.#isComposing) return
    this.#seen = kept
    this.#write(kept)
    if (kept === '') this.#events.done()
  }

  /** What comes in front of what one is typing, or behind it, leaves the caret where it is in that. */
  #write(text: string): void {
    const input = this.root
    this.#text = text
    const isBehind = input.selectionEnd < sharedStart(input.value, text)
    const fromStart = input.selectionEnd + (isBehind ? 0 : text.length - input.value.length)
    const caret = Math.max(0, fromStart)
    if (input.value !== text) {
      input.value = text
      if (input === document.activeElement) input.setSelectionRange(caret, caret)
    }
    this.#events.written()
  }
}
