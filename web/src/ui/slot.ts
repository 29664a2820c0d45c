import type { Component } from './component.ts'

/** A place that holds one component at a time. */
export class Slot {
  readonly #host: HTMLElement
  #content: Component | null = null
  #key = ''

  constructor(host: HTMLElement) {
    this.#host = host
  }

  /** Makes the component anew only when the key differs from that of the one that is shown. */
  show(key: string, make: () => Component | null): void {
    if (key === this.#key) return
    this.destroy()
    this.#key = key
    this.#content = make()
    if (this.#content) this.#host.append(this.#content.root)
  }

  destroy(): void {
    this.#content?.destroy()
    this.#content = null
    this.#key = ''
  }
}
