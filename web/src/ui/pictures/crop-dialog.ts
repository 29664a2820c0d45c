import { words } from '../../i18n/late.ts'
import type { ChosenPicture } from '../../actions/actions.ts'
import type { Client } from '../client.ts'
import { button } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { el } from '../dom.ts'
import { CropStage } from './crop-stage.ts'
import type { PictureOwner } from './picture-owner.ts'

/** Asks for the square of a picture that is to be shown, and sends it. What cannot be shown here is sent as it is. */
export async function openCrop(
  client: Client,
  file: File,
  owner: PictureOwner,
  focus: () => void,
): Promise<void> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  image.alt = ''
  image.draggable = false
  image.src = url
  const canBeShown = await image.decode().then(
    () => true,
    () => false,
  )
  if (canBeShown) new CropDialog(client, file, image, owner, focus).begin(() => URL.revokeObjectURL(url))
  else if (await sent(client, owner, { content: file, crop: null })) focus()
}

async function sent({ toasts }: Client, owner: PictureOwner, picture: ChosenPicture): Promise<boolean> {
  const result = await owner.set(picture)
  if (result.ok) toasts.show(words.pictures.saved)
  else toasts.failure(result.failure)
  return result.ok
}

class CropDialog extends Dialog {
  readonly #stage: CropStage

  constructor(client: Client, file: File, image: HTMLImageElement, owner: PictureOwner, focus: () => void) {
    super(words.pictures.crop)
    this.root.classList.add('crop-dialog')
    this.#stage = new CropStage(image, owner.mask)
    const save = button(words.common.save, () => void send(), 'primary')
    const send = async () => {
      save.disabled = true
      if (!(await sent(client, owner, { content: file, crop: this.#stage.crop })))
        return void (save.disabled = false)
      this.close()
      focus()
    }
    const cancel = button(words.common.cancel, () => this.close(), 'plain')
    this.root.append(
      this.#stage.root,
      el('div', { class: 'crop-side' }, this.#stage.previews, this.#stage.zoom),
      el('footer', { class: 'dialog-foot' }, cancel, save),
    )
  }

  begin(ended: () => void): void {
    this.onEnd(ended)
    this.open()
    this.#stage.draw()
    this.#stage.root.focus()
    const sizes = new ResizeObserver(() => this.#stage.draw())
    sizes.observe(this.#stage.root)
    this.onEnd(() => sizes.disconnect())
  }
}
