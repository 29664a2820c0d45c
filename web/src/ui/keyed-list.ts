export interface Row<Item> {
  readonly root: HTMLElement
  update(item: Item): void
  destroy(): void
}

interface Recipe<Item, R extends Row<Item>> {
  key(item: Item): string
  create(item: Item): R
}

/** Adds, moves, updates and removes rows, and leaves the others alone. */
export class KeyedList<Item, R extends Row<Item> = Row<Item>> {
  readonly #parent: HTMLElement
  readonly #recipe: Recipe<Item, R>
  readonly #rows = new Map<string, R>()

  constructor(parent: HTMLElement, recipe: Recipe<Item, R>) {
    this.#parent = parent
    this.#recipe = recipe
  }

  render(items: readonly Item[]): void {
    const focused = document.activeElement
    this.#removeAllBut(new Set(items.map((item) => this.#recipe.key(item))))
    let next = this.#parent.firstElementChild
    for (const item of items) {
      const { root } = this.#rowFor(item)
      if (root === next) next = next.nextElementSibling
      else this.#parent.insertBefore(root, next)
    }
    // Moving an element takes the focus from it.
    if (
      focused instanceof HTMLElement &&
      focused !== document.activeElement &&
      this.#parent.contains(focused)
    ) {
      focused.focus({ preventScroll: true })
    }
  }

  row(key: string): R | undefined {
    return this.#rows.get(key)
  }

  destroy(): void {
    this.#removeAllBut(new Set())
  }

  #rowFor(item: Item): R {
    const key = this.#recipe.key(item)
    const known = this.#rows.get(key)
    if (known) {
      known.update(item)
      return known
    }
    const made = this.#recipe.create(item)
    this.#rows.set(key, made)
    return made
  }

  #removeAllBut(keys: ReadonlySet<string>): void {
    for (const [key, row] of this.#rows) {
      if (keys.has(key)) continue
      row.destroy()
      row.root.remove()
      this.#rows.delete(key)
    }
  }
}
