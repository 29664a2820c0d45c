import { words } from '../../i18n/late.ts'
import { Component } from '../component.ts'
import { iconButton } from '../components/button.ts'
import { icon } from '../components/icon.ts'
import { el, setAttribute } from '../dom.ts'
import { lengthText } from '../format/length.ts'
import { playAlone } from './play-alone.ts'
import { nextSpeed, speed } from './speed.ts'
import { WaveForm } from './wave-form.ts'

interface Recorded {
  readonly durationMs?: number
  readonly wave?: readonly number[]
}

interface Source {
  /** Asked for when it is first played. */
  url(): string
  /** It cannot be played here, or is not there any more. */
  failed(): void
}

/** A voice message that can be heard: its length is the recorder's, as that in the file may be missing or wrong. */
export class VoicePlayer extends Component {
  readonly #source: Source
  readonly #durationMs: number
  readonly #audio = el('audio', {})
  readonly #play: HTMLButtonElement
  readonly #wave: WaveForm
  readonly #slider: HTMLElement
  readonly #left = el('span', { class: 'voice-left' })
  readonly #speed = el('button', { type: 'button', class: 'voice-speed', onclick: nextSpeed })

  constructor({ durationMs = 0, wave = [] }: Recorded, source: Source) {
    const label = words.files.voice(lengthText(durationMs))
    super(el('div', { class: 'voice-player', role: 'group', 'aria-label': label, dir: 'ltr' }))
    this.#source = source
    this.#durationMs = Math.max(1, durationMs)
    this.#play = iconButton('play', words.voice.play, () => this.#toggle(), { class: 'voice-play' })
    this.#play.append(icon('pause')) // both, as what is pressed stays
    this.#wave = new WaveForm(wave)
    this.#slider = this.#addSlider()
    const body = el('div', { class: 'voice-body' }, this.#slider, this.#left)
    this.root.append(this.#play, body, this.#speed, this.#audio)
    this.bind(speed, (times) => {
      this.#audio.playbackRate = this.#audio.defaultPlaybackRate = times
      const text = new Intl.NumberFormat(words.language).format(times)
      this.#speed.textContent = `${text}×`
      setAttribute(this.#speed, 'aria-label', words.voice.speed(text))
    })
    this.#listen()
    this.#show()
    this.onEnd(() => this.#audio.pause())
  }

  #listen(): void {
    const audio = this.#audio
    audio.preload = 'none'
    audio.crossOrigin = 'use-credentials'
    playAlone(audio)
    audio.addEventListener('play', () => this.#follow())
    audio.addEventListener('pause', () => this.#show())
    audio.addEventListener('ended', () => {
      audio.currentTime = 0
      this.#show()
    })
    audio.addEventListener('error', () => this.#source.failed())
  }

  #addSlider(): HTMLElement {
    const { position } = words.voice
    const props = { class: 'voice-slider', role: 'slider', tabindex: 0, 'aria-label': position } as const
    const bounds = { 'aria-valuemin': 0, 'aria-valuemax': Math.ceil(this.#durationMs / 1_000) }
    const slider = el('div', { ...props, ...bounds, onkeydown: (event) => this.#key(event) }, this.#wave.root)
    const seek = (event: PointerEvent): void => {
      const { left, width } = slider.getBoundingClientRect()
      this.#seek(((event.clientX - left) / Math.max(1, width)) * this.#durationMs)
    }
    slider.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return
      event.stopPropagation() // the message is neither drawn nor held
      slider.setPointerCapture(event.pointerId)
      seek(event)
    })
    slider.addEventListener('pointermove', (event) => {
      if (slider.hasPointerCapture(event.pointerId)) seek(event)
    })
    return slider
  }

  get #atMs(): number {
    return Math.min(this.#durationMs, this.#audio.currentTime * 1_000)
  }

  #toggle(): void {
    if (!this.#audio.paused) return this.#audio.pause()
    this.#load()
    // What comes of it is told by its events; a pause before it has begun is no failure.
    void this.#audio.play().catch(() => this.#show())
  }

  #load(): void {
    if (!this.#audio.hasAttribute('src')) this.#audio.src = this.#source.url()
  }

  #seek(ms: number): void {
    this.#load()
    this.#audio.currentTime = Math.min(this.#durationMs, Math.max(0, ms)) / 1_000
    this.#show()
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const to = this.#target(event.key)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation() // the messages stay where they are
    this.#seek(to)
  }

  #target(key: string): number | null {
    const part = this.#durationMs / 10
    const stepMs = Math.min(5_000, Math.max(500, part))
    switch (key) {
      case 'ArrowRight':
      case 'ArrowUp':
        return this.#atMs + stepMs
      case 'ArrowLeft':
      case 'ArrowDown':
        return this.#atMs - stepMs
      case 'PageUp':
        return this.#atMs + 2 * part
      case 'PageDown':
        return this.#atMs - 2 * part
      case 'Home':
        return 0
      case 'End':
        return this.#durationMs
      default:
        return null
    }
  }

  #follow(): void {
    this.#show()
    if (!this.#audio.paused) requestAnimationFrame(() => this.#follow())
  }

  #show(): void {
    const isPlaying = !this.#audio.paused
    this.#play.classList.toggle('playing', isPlaying)
    this.#play.title = isPlaying ? words.voice.pause : words.voice.play
    setAttribute(this.#play, 'aria-label', this.#play.title)
    const at = this.#atMs
    this.#wave.heard(at / this.#durationMs)
    this.#left.textContent = lengthText(this.#durationMs - at)
    const seconds = Math.floor(at / 1_000)
    if (this.#slider.getAttribute('aria-valuenow') === String(seconds)) return
    setAttribute(this.#slider, 'aria-valuenow', seconds)
    const text = words.voice.place(lengthText(at), lengthText(this.#durationMs))
    setAttribute(this.#slider, 'aria-valuetext', text)
  }
}
