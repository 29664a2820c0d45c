import type { ConversationId } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import type { Client } from '../client.ts'
import { iconButton } from '../components/button.ts'
import { emojiChunk } from '../emoji/chunk.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { barsChunk } from './late-bars.ts'
import { LateCompletion } from './late-completion.ts'

/** What helps to write: emoji from a picker, and what is offered behind a colon or an @. */
export class EntryHelp {
  readonly emojiButton: HTMLElement
  readonly #input: HTMLTextAreaElement
  readonly #completions: readonly LateCompletion[]

  /** @param host over which something is offered */
  constructor(client: Client, id: ConversationId, input: HTMLTextAreaElement, host: HTMLElement) {
    this.#input = input
    const props = { 'aria-haspopup': 'dialog' }
    this.emojiButton = iconButton('smile', words.composer.emoji, () => void this.#pick(), props)
    const emoji = async () => (await emojiChunk.load()).emojiCompletion(input, host)
    const mentions = async () => (await barsChunk.load()).mentionCompletion(client, id, input, host)
    this.#completions = [new LateCompletion(input, ':', emoji), new LateCompletion(input, '@', mentions)]
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    return this.#completions.some((completion) => completion.key(event))
  }

  async #pick(): Promise<void> {
    const { selectionStart, selectionEnd } = this.#input
    const loaded = await whenLoaded(emojiChunk)
    loaded?.openPicker(this.emojiButton, (emoji) => {
      this.#input.focus()
      loaded.type(this.#input, selectionStart, selectionEnd, emoji)
    })
  }
}
