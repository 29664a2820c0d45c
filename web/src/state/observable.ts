export type Unsubscribe = () => void

export interface Readable<T> {
  get(): T
  /** Calls the listener with the present value at once, and again after every change. */
  subscribe(listener: (value: T) => void): Unsubscribe
}

let depth = 0
const waiting = new Set<() => void>()

/** Listeners hear once, at the end, of all that changes inside: no one sees a half-made change. */
export function batch<T>(change: () => T): T {
  depth += 1
  try {
    return change()
  } finally {
    depth -= 1
    if (depth === 0) flush()
  }
}

// A set that grows while it is walked also yields what was added, so changes made by listeners are heard too.
function flush(): void {
  for (const notify of waiting) {
    waiting.delete(notify)
    notify()
  }
}

class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>()
  readonly #read: () => T

  constructor(read: () => T) {
    this.#read = read
  }

  get size(): number {
    return this.#listeners.size
  }

  add(listener: (value: T) => void): Unsubscribe {
    const own = (value: T) => listener(value) // the same function may be subscribed twice
    this.#listeners.add(own)
    own(this.#read())
    return () => this.#listeners.delete(own)
  }

  readonly notify = (): void => {
    if (depth > 0) {
      waiting.add(this.notify)
      return
    }
    for (const listener of [...this.#listeners]) {
      if (this.#listeners.has(listener)) listener(this.#read())
    }
  }
}

/** A value that can be set and watched. An equal value (Object.is) is no change. */
export class Value<T> implements Readable<T> {
  #value: T
  readonly #listeners = new Listeners<T>(() => this.#value)

  constructor(value: T) {
    this.#value = value
  }

  get(): T {
    return this.#value
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    this.#listeners.notify()
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value))
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    return this.#listeners.add(listener)
  }
}

type ValuesOf<Sources extends readonly Readable<unknown>[]> = {
  [Index in keyof Sources]: Sources[Index] extends Readable<infer T> ? T : never
}

/**
 * Computed from others. It is subscribed to them only while someone is subscribed to it, so what
 * nobody watches costs nothing and holds nothing.
 */
export function derived<const Sources extends readonly Readable<unknown>[], T>(
  sources: Sources,
  compute: (...values: ValuesOf<Sources>) => T,
): Readable<T> {
  return new Derived(sources, compute as (...values: unknown[]) => T)
}

class Derived<T> implements Readable<T> {
  readonly #sources: readonly Readable<unknown>[]
  readonly #compute: (...values: unknown[]) => T
  readonly #listeners = new Listeners<T>(() => this.get())
  #cached: { readonly inputs: unknown[]; readonly value: T } | null = null
  #subscriptions: Unsubscribe[] = []

  constructor(sources: readonly Readable<unknown>[], compute: (...values: unknown[]) => T) {
    this.#sources = sources
    this.#compute = compute
  }

  get(): T {
    const inputs = this.#sources.map((source) => source.get())
    const cached = this.#cached
    if (cached !== null && inputs.every((input, index) => Object.is(input, cached.inputs[index])))
      return cached.value
    const value = this.#compute(...inputs)
    this.#cached = { inputs, value }
    return value
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    if (this.#listeners.size === 0) this.#connect()
    const unsubscribe = this.#listeners.add(listener)
    return () => {
      unsubscribe()
      if (this.#listeners.size === 0) this.#disconnect()
    }
  }

  #connect(): void {
    let last = this.get()
    const check = () => {
      const value = this.get()
      if (Object.is(value, last)) return
      last = value
      this.#listeners.notify()
    }
    this.#subscriptions = this.#sources.map((source) => source.subscribe(check))
  }

  #disconnect(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    this.#subscriptions = []
  }
}
