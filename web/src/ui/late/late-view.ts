import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import { empty } from '../components/empty.ts'
import { skeletonLines } from './skeleton.ts'
import { Component } from '../component.ts'
import type { Chunk } from '../../chunk.ts'
import { el, replaceChildren } from '../dom.ts'

export interface Late<Module> {
  readonly chunk: Chunk<Module>
  readonly make: (module: Module) => Component
  /** Called when it has come, unless whoever wanted it has turned to something else. */
  readonly focus: () => void
}

/** A view whose code may have to be fetched first. Where it is here already, so is the view. */
export class LateView<Module> extends Component {
  readonly #late: Late<Module>
  #hasEnded = false

  constructor(late: Late<Module>) {
    super(el('div', { class: 'late' }))
    this.#late = late
    this.onEnd(() => (this.#hasEnded = true))
    const { module } = late.chunk
    if (module) this.#show(module)
    else void this.#wait()
  }

  async #wait(): Promise<void> {
    this.root.replaceChildren(skeletonLines())
    await Promise.resolve() // by then the focus is where it is to be meanwhile
    const focused = document.activeElement
    await this.#load(() => isStillAt(focused))
  }

  async #load(isWanted: () => boolean): Promise<void> {
    const module = await this.#late.chunk.load().catch(() => null)
    if (this.#hasEnded) return
    const takesFocus = isWanted()
    if (module) this.#show(module)
    else this.#fail()
    if (!takesFocus) return
    if (module) this.#late.focus()
    else this.root.querySelector('button')?.focus()
  }

  #show(module: Module): void {
    this.root.replaceChildren(this.own(this.#late.make(module)).root)
  }

  /** The network may be away. Or there is a newer client, of which this page's parts are no longer there. */
  #fail(): void {
    const { failed, hint } = words.late
    const again = button(words.common.retry, () => void this.#again(), 'primary')
    replaceChildren(this.root, empty('warn', failed, el('p', { class: 'hint' }, hint), again))
  }

  async #again(): Promise<void> {
    const { activeElement } = document
    if (await this.#late.chunk.canComeYet()) await this.#load(() => isStillAt(activeElement))
    else location.reload()
  }
}

/** Or nowhere, where what had it is gone. */
const isStillAt = (element: Element | null): boolean =>
  document.activeElement === element || document.activeElement === document.body
