import { words } from '../../i18n/index.ts'
import { isPrepared, type ChosenFile } from '../../state/outbox-item.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { el } from '../dom.ts'
import { trayChunk } from '../files/late-files.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { QuoteContext } from '../timeline/message/quote.ts'

/** Files for the next message: a button for them here, and with it what takes them when they are pasted or dropped. */
export class FileEntry extends Component<HTMLButtonElement> {
  readonly #context: QuoteContext
  readonly #form: HTMLFormElement
  readonly #field: HTMLInputElement
  /** Somebody has sent what is not ready yet. */
  #isWanted = false

  constructor(context: QuoteContext, form: HTMLFormElement, input: HTMLTextAreaElement) {
    super(iconButton('clip', words.composer.addFiles, () => this.#field.click()))
    this.#context = context
    this.#form = form
    const taken = () => void this.#take()
    this.#field = el('input', { type: 'file', hidden: true, onchange: taken })
    this.#field.multiple = true
    form.append(this.#field)
    const show = (tray: NonNullable<typeof trayChunk.module>) =>
      form.isConnected && this.own(new tray.FileTray(context, form, input))
    void trayChunk.load().then(show, () => undefined) // with the next conversation
  }

  /** There are others, or more is known of them. */
  changed(): void {
    if (!this.#isWanted || this.#isPreparing) return
    this.#isWanted = false
    this.#form.requestSubmit()
  }

  get chosen(): readonly ChosenFile[] {
    const { client, conversationId } = this.#context
    return client.actions.files.chosen(conversationId)
  }

  /** @returns whether they are ready; if not, the form is submitted once more as soon as they are */
  ready(): boolean {
    this.#isWanted = this.#isPreparing
    return !this.#isWanted
  }

  get #isPreparing(): boolean {
    return !this.chosen.every(isPrepared)
  }

  async #take(): Promise<void> {
    const files = [...(this.#field.files ?? [])]
    this.#field.value = ''
    const tray = await whenLoaded(trayChunk)
    await tray?.addFiles(this.#context, files)
  }
}
