/** Where the page is not sent securely there are none, and each tab goes by itself. */
const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined

/**
 * Holds a name for as long as the tab is there, or until the answer is called. One tab has it at a time unless it is
 * shared; a tab that crashes holds nothing.
 */
export function hold(name: string, mode: LockMode, held: () => void = () => undefined): () => void {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  let isOver = false
  const have = () => {
    if (!isOver) held()
    return released
  }
  if (locks)
    void locks.request(name, { mode }, have).catch(() => undefined) // the page is on its way out
  else held()
  return () => {
    isOver = true
    release()
  }
}

/** One of all tabs has it at a time, of those that stand for it. */
export class Turn {
  readonly #name: string
  #leave: (() => void) | null = null
  #isOurs = false

  constructor(name: string) {
    this.#name = name
  }

  get isOurs(): boolean {
    return this.#isOurs
  }

  stand(): void {
    this.#leave ??= hold(this.#name, 'exclusive', () => (this.#isOurs = true))
  }

  leave(): void {
    this.#leave?.()
    this.#leave = null
    this.#isOurs = false
  }
}

/** What any tab holds. */
export async function heldNames(): Promise<string[]> {
  const { held = [] } = (await locks?.query()) ?? {}
  return held.flatMap(({ name }) => name ?? [])
}
