export interface Row<Item> {
  readonly root: HTMLElement
  update(item: Item): void
  destroy(): void
}

interface Recipe<Item, R extends Row<Item>> {
  key(item: Item): string
  create(item: Item): R
}

/** Says nothing but its item, whose key tells all that it says. */
export const constantRow = (root: HTMLElement): Row<unknown> => ({
  root,
  update: () => {},
  destroy: () => {},
})

/** Puts children in order, and touches none that is in its place. */
export function arrange(parent: Element, children: readonly Element[]): void {
  let next = parent.firstElementChild
  for (const child of children) {
    if (child === next) next = next.nextElementSibling
    else parent.insertBefore(child, next)
  }
}

/** Moving an element takes the focus from it. */
export function keepingFocus(parent: Element, move: () => void): void {
  const focused = document.activeElement
  move()
  if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused))
    focused.focus({ preventScroll: true })
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
    keepingFocus(this.#parent, () => {
      this.#removeAllBut(new Set(items.map((item) => this.#recipe.key(item))))
      arrange(
        this.#parent,
        items.map((item) => this.#rowFor(item).root),
      )
    })
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
