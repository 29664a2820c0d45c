import { unmarked } from '../../../i18n/isolated.ts'
import { words } from '../../../i18n/late.ts'
import { sentFile, type ChosenFile, type OutboxFile } from '../../../state/outbox-item.ts'
import { Component } from '../../component.ts'
import { iconButton } from '../../components/button.ts'
import { icon } from '../../components/icon.ts'
import { el, replaceChildren, setAttribute } from '../../dom.ts'
import { fileFacts, pictureOf } from '../file-card.ts'
import { told } from '../../format/told.ts'
import { VoicePlayer } from '../../voice/voice-player.ts'
import { kindOf } from '../file-kind.ts'
import { isTooLarge, type Place } from './add-files.ts'

const isVoice = ({ original }: ChosenFile): boolean => kindOf(original) === 'voice'

/** One file that is to be sent: how it looks, what it is sent as, and where among the others it stands. */
export class TrayRow extends Component<HTMLLIElement> {
  readonly #place: Place
  readonly #facts = el('div', { class: 'tray-facts' })
  readonly #as = el('button', { type: 'button', class: 'tray-as', onclick: () => this.#toggle() })
  readonly #earlier: HTMLButtonElement
  readonly #later: HTMLButtonElement
  #chosen: ChosenFile

  /** @param removed called when it is not wanted any more */
  constructor(place: Place, chosen: ChosenFile, removed: () => void) {
    super(el('li', { class: `tray-row ${kindOf(chosen.original)}` }))
    this.#place = place
    this.#chosen = chosen
    const name = isVoice(chosen) ? told({ text: '', attachments: [chosen.original] }) : chosen.original.name
    const { earlier, later, remove } = words.tray
    const drop = () => {
      this.#choose((all) => all.filter((one) => !this.#isThis(one)))
      removed()
    }
    this.#earlier = iconButton('back', unmarked(earlier(name)), () => this.#move(-1))
    this.#later = iconButton('next', unmarked(later(name)), () => this.#move(1))
    const close = iconButton('close', unmarked(remove(name)), drop, { class: 'icon-button tray-drop' })
    const foot = el('div', { class: 'tray-foot' }, this.#earlier, this.#as, this.#later)
    this.root.append(this.#look(), this.#facts, foot, close)
    this.update(chosen)
  }

  update(chosen: ChosenFile): void {
    this.#chosen = chosen
    const { picture, isPicture } = chosen
    if (!isVoice(chosen)) replaceChildren(this.#facts, fileFacts(sentFile(chosen)))
    const { asPicture, asFile, asPictureHint, asFileHint } = words.tray
    this.#as.textContent = isPicture ? asPicture : asFile
    setAttribute(this.#as, 'title', isPicture ? asPictureHint : asFileHint)
    setAttribute(this.#as, 'aria-description', isPicture ? asPictureHint : asFileHint)
    this.#as.hidden = !chosen.original.type.startsWith('image/')
    this.#as.disabled = !picture // there is only one way, and it is said
    setAttribute(this.root, 'aria-busy', picture === undefined ? 'true' : null)
  }

  place(at: number, all: number): void {
    this.#earlier.hidden = this.#later.hidden = all < 2
    this.#earlier.disabled = at === 0
    this.#later.disabled = at === all - 1
  }

  #look(): HTMLElement {
    const { original } = this.#chosen
    if (isVoice(this.#chosen)) return this.#voice(original)
    const tile = el('div', { class: 'tray-look' }, icon(pictureOf(original.type)))
    if (!original.type.startsWith('image/')) return tile
    const image = el('img', {})
    const url = URL.createObjectURL(original.content)
    this.onEnd(() => URL.revokeObjectURL(url))
    image.alt = ''
    image.draggable = false
    image.addEventListener('load', () => tile.append(image))
    image.src = url
    return tile
  }

  #voice(original: OutboxFile): HTMLElement {
    const url = URL.createObjectURL(original.content)
    this.onEnd(() => URL.revokeObjectURL(url))
    const failed = () => this.#place.client.toasts.show(words.voice.unplayable)
    return this.own(new VoicePlayer(original, { url: () => url, failed })).root
  }

  #toggle(): void {
    const next = { ...this.#chosen, isPicture: !this.#chosen.isPicture }
    if (isTooLarge(this.#place, sentFile(next))) return
    this.#choose((all) => all.map((one) => (this.#isThis(one) ? next : one)))
  }

  #move(by: -1 | 1): void {
    this.#choose((all) => {
      const from = all.findIndex((one) => this.#isThis(one))
      const rest = all.toSpliced(from, 1)
      return rest.toSpliced(from + by, 0, this.#chosen)
    })
    // One that has come to an end goes on from there the other way.
    const [pressed, other] = by < 0 ? [this.#earlier, this.#later] : [this.#later, this.#earlier]
    ;(pressed.disabled ? other : pressed).focus()
  }

  #choose(change: (all: readonly ChosenFile[]) => readonly ChosenFile[]): void {
    const { client, conversationId } = this.#place
    client.actions.files.choose(conversationId, change)
  }

  #isThis({ original }: ChosenFile): boolean {
    return original.uploadId === this.#chosen.original.uploadId
  }
}
