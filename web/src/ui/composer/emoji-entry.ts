import { words } from '../../i18n/index.ts'
import { iconButton } from '../components/button.ts'
import { emojiChunk } from '../emoji/chunk.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { LateCompletion } from './late-completion.ts'

/** Emoji in the message box: from a picker, or by their names behind a colon. */
export class EmojiEntry {
  readonly button: HTMLElement
  readonly #input: HTMLTextAreaElement
  readonly #completion: LateCompletion

  /** @param host over which names are offered */
  constructor(input: HTMLTextAreaElement, host: HTMLElement) {
    this.#input = input
    const props = { 'aria-haspopup': 'dialog' }
    this.button = iconButton('smile', words.composer.emoji, () => void this.#pick(), props)
    const load = async () => (await emojiChunk.load()).emojiCompletion(input, host)
    this.#completion = new LateCompletion(input, ':', load)
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    return this.#completion.key(event)
  }

  async #pick(): Promise<void> {
    const { selectionStart, selectionEnd } = this.#input
    const loaded = await whenLoaded(emojiChunk)
    loaded?.openPicker(this.button, (emoji) => {
      this.#input.focus()
      loaded.type(this.#input, selectionStart, selectionEnd, emoji)
    })
  }
}
