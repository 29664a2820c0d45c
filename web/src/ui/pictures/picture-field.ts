import * as limits from '@parley/shared/limits'

import { Chunk } from '../../chunk.ts'
import { words } from '../../i18n/late.ts'
import { refusedAs } from '../../state/result.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { button } from '../components/button.ts'
import { el, replaceChildren } from '../dom.ts'
import { takeDrops } from '../files/tray/drops.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { PictureOwner } from './picture-owner.ts'

/** Of use to nobody without a network, so that it comes when it is wanted and not before. */
const cropChunk = new Chunk(() => import('./crop-dialog.ts'))

/** The picture of a person or a group, to choose, to drop here, and to remove. */
export class PictureField extends Component {
  readonly #client: Client
  readonly #owner: PictureOwner
  readonly #picture = el('div', { class: 'picture-shown' })
  readonly #choose: HTMLButtonElement
  readonly #remove: HTMLButtonElement
  readonly #files = el('input', {
    type: 'file',
    accept: 'image/*',
    hidden: true,
    'aria-label': words.pictures.choose,
    onchange: () => void this.#chosen(),
  })

  constructor(client: Client, owner: PictureOwner) {
    super(el('div', { class: 'picture-field', role: 'group', 'aria-label': words.pictures.label }))
    this.#client = client
    this.#owner = owner
    this.#choose = button(words.pictures.choose, () => this.#files.click(), 'plain')
    this.#remove = button(words.pictures.remove, () => void this.#removed(), 'quiet')
    const acts = el('div', { class: 'picture-acts' }, this.#choose, this.#remove)
    const hint = el('p', { class: 'field-hint' }, words.pictures.hint)
    this.root.append(this.#picture, el('div', {}, acts, hint), this.#files)
    this.bind(owner.shown, ({ avatar, hasPicture }) => {
      replaceChildren(this.#picture, avatar)
      this.#choose.textContent = hasPicture ? words.pictures.change : words.pictures.choose
      this.#remove.hidden = !hasPicture
    })
    this.onEnd(
      takeDrops(
        this.root,
        () => true,
        ([file]) => file && void this.#crop(file),
      ),
    )
  }

  async #chosen(): Promise<void> {
    const [file] = this.#files.files ?? []
    this.#files.value = '' // so that the same one can be chosen again
    if (file) await this.#crop(file)
  }

  async #crop(file: File): Promise<void> {
    if (file.size > limits.pictureBytesMax) return this.#client.toasts.failure(refusedAs('file_too_large'))
    const module = await whenLoaded(cropChunk)
    await module?.openCrop(this.#client, file, this.#owner, () => this.#choose.focus())
  }

  async #removed(): Promise<void> {
    const result = await this.#owner.remove()
    if (!result.ok) return this.#client.toasts.failure(result.failure)
    this.#client.toasts.show(words.pictures.removed)
    this.#choose.focus()
  }
}
