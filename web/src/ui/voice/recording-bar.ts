import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/late.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { el } from '../dom.ts'
import { chooseRecording } from '../files/tray/add-files.ts'
import type { Place } from '../files/tray/add-files.ts'
import { lengthText } from '../format/length.ts'
import { Recorder, type Interruption, type Recording } from './recorder.ts'
import { WaveForm } from './wave-form.ts'

/** What is shorter was a slip of the finger. */
const leastMs = 1_000

/** In the place of the message box while one speaks. What was said goes to the files of the next message, to be heard before it is sent. */
export class RecordingBar extends Component {
  readonly #place: Place
  readonly #form: HTMLFormElement
  readonly #ended: () => void
  readonly #wave = new WaveForm([])
  readonly #time = el('span', { class: 'voice-time', role: 'timer' }, lengthText(0))
  readonly #stop: HTMLButtonElement
  readonly #send: HTMLButtonElement
  #recorder: Recorder | null = null
  #isOver = false

  constructor(place: Place, form: HTMLFormElement, ended: () => void) {
    const { recording, discard, stop } = words.voice
    super(el('div', { class: 'voice-bar', role: 'group', 'aria-label': recording }))
    this.#place = place
    this.#form = form
    this.#ended = ended
    const drop = iconButton('bin', discard, () => this.#discard())
    this.#stop = iconButton('stop', stop, () => void this.#keep())
    const { send } = words.composer
    const sends = () => void this.#keep(true)
    this.#send = el(
      'button',
      { type: 'button', class: 'send', 'aria-label': send, title: send },
      icon('send'),
    )
    this.#send.addEventListener('click', sends)
    this.root.append(
      drop,
      el('i', { class: 'voice-sign' }),
      this.#time,
      this.#wave.root,
      this.#stop,
      this.#send,
    )
    this.listen(this.root, 'keydown', (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      this.#discard()
    })
    form.querySelector('.composer-line')?.after(this.root)
    form.classList.add('recording')
    this.#stop.focus()
    // Whoever goes to another conversation finds it among the files of this one.
    this.onEnd(() => void this.#keep())
    void this.#begin()
  }

  async #begin(): Promise<void> {
    try {
      const recorder = await Recorder.open((why) => this.#interrupted(why))
      if (this.#isOver) return void (await recorder.stop())
      this.#recorder = recorder
      this.#follow()
    } catch (error) {
      if (!this.#isOver) this.#place.client.toasts.show(reasonOf(error))
      this.#discard()
    }
  }

  #follow(): void {
    if (this.#isOver || !this.#recorder) return
    this.#time.textContent = lengthText(this.#recorder.durationMs)
    this.#wave.follow(this.#recorder.levels)
    requestAnimationFrame(() => this.#follow())
  }

  #interrupted(why: Interruption): void {
    if (this.#isOver) return
    const { lost, hidden, full } = words.voice
    const said = { lost, hidden, limit: full(limits.voiceMsMax / 60_000) }
    this.#place.client.toasts.show(said[why])
    void this.#keep()
  }

  #discard(): void {
    const recorder = this.#end()
    void recorder?.stop()
    this.#form.querySelector<HTMLElement>('.voice-entry')?.focus()
  }

  async #keep(isSent = false): Promise<void> {
    if (this.#isOver) return
    const isHere = this.root.isConnected
    const recording = await this.#end()?.stop()
    if (!recording || recording.durationMs < leastMs) {
      this.#place.client.toasts.show(words.voice.short)
      if (isHere) this.#form.querySelector<HTMLElement>('.voice-entry')?.focus()
    } else this.#choose(recording, isSent && isHere)
  }

  #choose(recording: Recording, isSent: boolean): void {
    chooseRecording(this.#place, recording)
    if (isSent) this.#form.requestSubmit()
    else if (this.#form.isConnected) this.#form.querySelector<HTMLElement>('.send')?.focus()
  }

  /** Called once, by whatever comes first. */
  #end(): Recorder | null {
    if (this.#isOver) return null
    this.#isOver = true
    this.#form.classList.remove('recording')
    this.root.remove()
    this.#ended()
    return this.#recorder
  }
}

function reasonOf(error: unknown): string {
  const isRefused = error instanceof DOMException && error.name === 'NotAllowedError'
  return isRefused ? words.voice.refused : words.voice.missing
}
