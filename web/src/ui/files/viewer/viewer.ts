import { words } from '../../../i18n/late.ts'
import { unmarked } from '../../../i18n/isolated.ts'
import type { ShownFile } from '../../../state/outbox-item.ts'
import type { Client } from '../../client.ts'
import { iconButton } from '../../components/button.ts'
import { icon } from '../../components/icon.ts'
import { Modal } from '../../components/modal.ts'
import { bdi, el, replaceChildren } from '../../dom.ts'
import { blurred } from '../blurred.ts'
import { FileUrls } from '../file-urls.ts'
import { Zoom } from './zoom.ts'

/** The pictures of one message, each as large as the screen allows, and larger. */
export class Viewer extends Modal {
  readonly #pictures: readonly ShownFile[]
  readonly #urls: FileUrls
  readonly #stage = el('div', { class: 'viewer-stage' })
  readonly #name = el('div', { class: 'viewer-name', role: 'status' })
  readonly #download = el('a', { class: 'icon-button' }, icon('download'))
  readonly #steps: readonly [HTMLButtonElement, HTMLButtonElement]
  readonly #zoom: Zoom
  #at: number

  constructor(client: Client, pictures: readonly ShownFile[], at: number) {
    super(el('dialog', { class: 'viewer', 'aria-label': words.viewer.title }))
    this.#pictures = pictures
    this.#at = at
    this.#urls = new FileUrls(client.actions.files)
    this.onEnd(() => this.#urls.revoke())
    const { previous, next, zoomIn, zoomOut } = words.viewer
    this.#steps = [
      iconButton('back', previous, () => this.#step(-1), { class: 'icon-button viewer-step before' }),
      iconButton('next', next, () => this.#step(1), { class: 'icon-button viewer-step after' }),
    ]
    this.#zoom = new Zoom(this.#stage, {
      aside: (by) => this.#step(getComputedStyle(this.root).direction === 'rtl' ? -by : by),
      away: () => this.close(),
    })
    const close = iconButton('close', words.common.close, () => this.close(), { autofocus: true })
    const head = el(
      'header',
      { class: 'viewer-head' },
      this.#name,
      iconButton('less', zoomOut, () => this.#zoom.by(0.5)),
      iconButton('plus', zoomIn, () => this.#zoom.by(2)),
      this.#download,
      close,
    )
    this.root.append(head, this.#stage, ...this.#steps)
    this.listen(this.root, 'keydown', (event) => this.#key(event))
    this.#show()
  }

  #show(): void {
    const file = this.#pictures[this.#at]
    if (!file) return
    const all = this.#pictures.length
    const label = unmarked(words.shownFiles.download(file.name))
    Object.assign(this.#download, { href: this.#urls.of(file), download: file.name, target: '_blank' })
    Object.assign(this.#download, { ariaLabel: label, title: label })
    const place = all > 1 && el('span', { class: 'viewer-place' }, words.viewer.place(this.#at + 1, all))
    replaceChildren(this.#name, bdi(file.name), place)
    this.#steps.forEach((step) => (step.hidden = all < 2))
    this.#picture(file)
    // What is looked at next is here by then.
    const [next, ahead] = [this.#pictures[this.#at + 1], new Image()]
    ahead.crossOrigin = 'use-credentials'
    if (next) ahead.src = this.#urls.of(next)
  }

  #picture(file: ShownFile): void {
    const image = el('img', { class: 'viewer-image' })
    image.alt = unmarked(words.shownFiles.picture(file.name))
    image.draggable = false
    image.crossOrigin = 'use-credentials'
    if (file.width !== undefined && file.height !== undefined) {
      image.width = file.width
      image.height = file.height
    }
    const failed = el(
      'p',
      { class: 'viewer-note', role: 'status', hidden: true },
      words.errors.file_not_found,
    )
    image.addEventListener('load', () => image.classList.add('loaded'))
    image.addEventListener('error', () => (failed.hidden = !(image.hidden = true)))
    image.src = this.#urls.of(file)
    const held = el('div', { class: 'viewer-picture' }, image)
    const from = blurred(file)
    if (from) image.style.backgroundImage = `url(${from.toDataURL()})`
    replaceChildren(this.#stage, held, failed)
    this.#zoom.begin(held)
  }

  /** From the last one to the first, and back. */
  #step(by: number): void {
    const all = this.#pictures.length
    if (all < 2) return
    this.#at = (this.#at + by + all) % all
    this.#show()
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const forward = getComputedStyle(this.root).direction === 'rtl' ? -1 : 1
    const keys: Record<string, () => void> = {
      ArrowLeft: () => this.#step(-forward),
      ArrowRight: () => this.#step(forward),
      '+': () => this.#zoom.by(2),
      '=': () => this.#zoom.by(2),
      '-': () => this.#zoom.by(0.5),
      '0': () => this.#zoom.by(0),
    }
    const run = keys[event.key]
    event.stopPropagation() // what lies behind it has keys, too
    if (!run) return
    event.preventDefault()
    run()
  }
}
