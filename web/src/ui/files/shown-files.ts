import type { OutboxFile, ShownFile } from '../../state/outbox-item.ts'
import { words } from '../../i18n/late.ts'
import { Component } from '../component.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { RowContext } from '../timeline/rows/row-context.ts'
import { fileCard } from './file-card.ts'
import { isPicture, kindOf } from './file-kind.ts'
import { VoicePlayer } from '../voice/voice-player.ts'
import { FileUrls } from './file-urls.ts'
import { pictureBox } from './picture-box.ts'
import { player } from './player.ts'
import { UploadSign } from './upload-sign.ts'
import { viewerChunk } from './late-files.ts'

/** What stands in the boxes of a message's files. */
export class ShownFiles extends Component {
  readonly #context: RowContext
  readonly #urls: FileUrls
  readonly #boxes: readonly HTMLElement[]
  #files: readonly ShownFile[]
  #signs: UploadSign[] = []

  constructor(
    context: RowContext,
    root: HTMLElement,
    boxes: readonly HTMLElement[],
    files: readonly ShownFile[],
  ) {
    super(root)
    this.#context = context
    this.#boxes = boxes
    this.#files = files
    this.#urls = new FileUrls(context.client.actions.files)
    this.onEnd(() => this.#urls.revoke())
    files.forEach((file, at) => boxes[at]?.append(this.#content(file, at)))
    this.#signs = files.flatMap((file, at) => this.#sign(file, boxes[at]))
    this.onEnd(() => this.#endSigns())
  }

  follow(files: readonly ShownFile[]): void {
    this.#files = files
    if (files.some((file) => 'content' in file)) return
    this.#endSigns()
    for (const link of this.root.querySelectorAll<HTMLAnchorElement>('a.file-link')) {
      const file = files[this.#boxes.findIndex((box) => box.contains(link))]
      if (file) link.href = this.#urls.of(file)
    }
  }

  #content(file: ShownFile, at: number): HTMLElement {
    switch (kindOf(file)) {
      case 'voice':
        return this.#voice(file)
      case 'picture':
        return pictureBox(this.#context.client, this.#urls, file, () => void this.#view(at))
      case 'film':
      case 'sound':
        return player(this.#urls, file)
      case 'card':
        return fileCard(this.#urls, file)
    }
  }

  #voice(file: ShownFile): HTMLElement {
    const failed = () => this.#context.client.toasts.show(words.voice.unplayable)
    const player = this.own(new VoicePlayer(file, { url: () => this.#urls.of(file), failed }))
    return player.root
  }

  #sign(file: ShownFile, box: HTMLElement | undefined): UploadSign[] {
    return 'content' in file && box ? [this.#addSign(file, box)] : []
  }

  #addSign({ uploadId }: OutboxFile, box: HTMLElement): UploadSign {
    const sign = new UploadSign(this.#context.client.state.uploads, uploadId)
    box.append(sign.root)
    return sign
  }

  #endSigns(): void {
    for (const sign of this.#signs.splice(0)) sign.destroy()
  }

  async #view(at: number): Promise<void> {
    const file = this.#files[at]
    const viewer = await whenLoaded(viewerChunk)
    if (!file || !viewer) return
    const pictures = this.#files.filter(isPicture)
    new viewer.Viewer(this.#context.client, pictures, pictures.indexOf(file)).open()
  }
}
