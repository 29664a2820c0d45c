import type { Readable } from '../state/observable.ts'

/** A part of the page with a lifetime: whatever it began, it ends when it is destroyed. */
export abstract class Component<Root extends HTMLElement = HTMLElement> {
  readonly root: Root
  readonly #ends: (() => void)[] = []

  constructor(root: Root) {
    this.root = root
  }

  destroy(): void {
    this.root.remove() // first: what is taken apart outside of the page costs it nothing
    for (const end of this.#ends.splice(0).reverse()) end()
  }

  /** Applies the value now and whenever it changes. */
  protected bind<T>(source: Readable<T>, apply: (value: T) => void): void {
    this.onEnd(source.subscribe(apply))
  }

  protected listen<Type extends keyof DocumentEventMap>(
    target: Document | HTMLElement,
    type: Type,
    listener: (event: DocumentEventMap[Type]) => void,
  ): void {
    const ending = new AbortController()
    target.addEventListener(type, listener as EventListener, { signal: ending.signal })
    this.onEnd(() => ending.abort())
  }

  /** A child that lives and ends with this component. */
  protected own<C extends { destroy(): void }>(child: C): C {
    this.onEnd(() => child.destroy())
    return child
  }

  protected onEnd(end: () => void): void {
    this.#ends.push(end)
  }
}
