import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { chunks } from '../late/chunks.ts'
import { whenLoaded } from '../late/when-loaded.ts'
import type { PinContext } from '../pins/pinning.ts'
import type { FindBar, FindBarOptions } from './find-bar.ts'

/** The place of the bar that finds messages of this conversation; it is there once one looks for something. */
export class LateFind extends Component {
  readonly #options: FindBarOptions
  #bar: FindBar | null = null

  constructor(options: FindBarOptions) {
    super(el('div', { class: 'late' }))
    this.#options = options
  }

  async open(): Promise<void> {
    const loaded = await whenLoaded(chunks.find)
    if (!loaded || !this.root.isConnected) return
    this.#bar ??= this.#add(loaded)
    this.#bar.open()
  }

  #add({ FindBar }: NonNullable<typeof chunks.find.module>): FindBar {
    const bar = this.own(new FindBar(this.#options))
    this.root.append(bar.root, bar.assist)
    return bar
  }
}

/** The place of the bar with what is pinned. Where that cannot be loaded there is nothing to be shown either. */
export class LatePins extends Component {
  constructor(context: PinContext) {
    super(el('div', { class: 'late' }))
    let hasEnded = false
    this.onEnd(() => (hasEnded = true))
    chunks.pins.load().then(
      ({ PinBar }) => hasEnded || this.root.append(this.own(new PinBar(context)).root),
      () => undefined,
    )
  }
}
