import { words } from '../../i18n/index.ts'
import { iconButton } from '../components/button.ts'
import { emojiChunk } from '../emoji/chunk.ts'
import type { EmojiCompletion } from '../emoji/completion.ts'
import { whenLoaded } from '../late/when-loaded.ts'

/** Emoji in the message box: from a picker, or by their names behind a colon. */
export class EmojiEntry {
  readonly button: HTMLElement
  readonly #input: HTMLTextAreaElement
  readonly #host: HTMLElement
  #completion: EmojiCompletion | null = null

  /** @param host over which names are offered */
  constructor(input: HTMLTextAreaElement, host: HTMLElement) {
    this.#input = input
    this.#host = host
    const props = { 'aria-haspopup': 'dialog' }
    this.button = iconButton('smile', words.composer.emoji, () => void this.#pick(), props)
    input.addEventListener('input', () => void this.#complete())
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    return this.#completion?.key(event) ?? false
  }

  async #pick(): Promise<void> {
    const { selectionStart, selectionEnd } = this.#input
    const loaded = await whenLoaded(emojiChunk)
    loaded?.openPicker(this.button, (emoji) => {
      this.#input.focus()
      loaded.type(this.#input, selectionStart, selectionEnd, emoji)
    })
  }

  /** From the first colon on. */
  async #complete(): Promise<void> {
    if (this.#completion || !this.#input.value.includes(':')) return
    const loaded = await emojiChunk.load().catch(() => null)
    if (loaded) this.#completion ??= new loaded.EmojiCompletion(this.#input, this.#host)
  }
}
