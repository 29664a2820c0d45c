import { words } from '../../i18n/late.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import type { Place } from '../files/tray/add-files.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import { recorderChunk } from './chunk.ts'

/** A page that was not sent securely has no microphone. */
export const canRecord = (): boolean =>
  'MediaRecorder' in globalThis && 'AudioContext' in globalThis && 'mediaDevices' in navigator

/** A button in the place of that for sending, where nothing is written yet: one speaks instead. */
export class VoiceEntry extends Component<HTMLButtonElement> {
  readonly #place: Place
  readonly #form: HTMLFormElement
  #bar: Component | null = null

  constructor(place: Place, form: HTMLFormElement) {
    super(
      iconButton('microphone', words.voice.record, () => void this.#begin(), {
        class: 'icon-button voice-entry',
      }),
    )
    this.#place = place
    this.#form = form
    form.querySelector('.send')?.after(this.root)
    this.onEnd(() => this.#bar?.destroy())
  }

  async #begin(): Promise<void> {
    const loaded = await whenLoaded(recorderChunk)
    if (!loaded || !this.root.isConnected || this.#bar) return
    this.#bar = new loaded.RecordingBar(this.#place, this.#form, () => (this.#bar = null))
  }
}
