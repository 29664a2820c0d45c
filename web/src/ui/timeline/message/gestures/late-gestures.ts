import { chunks } from '../../../late/chunks.ts'
import type { RowContext } from '../../rows/row-context.ts'
import type { RowAt, RowGestures } from './row-gestures.ts'

/** What one does with messages comes right after these; until then the keys for it wait. */
export class LateGestures {
  readonly #context: RowContext
  readonly #root: HTMLElement
  readonly #rowAt: RowAt
  #gestures: RowGestures | null = null

  constructor(context: RowContext, root: HTMLElement, rowAt: RowAt) {
    this.#context = context
    this.#root = root
    this.#rowAt = rowAt
    if (chunks.gestures.module) this.#begin(chunks.gestures.module)
    else this.#load()
  }

  /** @returns whether the key did something with the message in focus */
  key(event: KeyboardEvent): boolean {
    if (this.#gestures) return this.#gestures.key(event)
    this.#load(() => this.#gestures?.key(event))
    return false
  }

  /** One that does not come is asked for again with the next key, or the next conversation. */
  #load(then?: () => void): void {
    const begin = (module: Gestures) => {
      if (!this.#gestures) this.#begin(module)
      then?.()
    }
    void chunks.gestures.load().then(begin, () => undefined)
  }

  #begin({ RowGestures }: Gestures): void {
    this.#gestures = new RowGestures(this.#context, this.#root, this.#rowAt)
  }
}

type Gestures = NonNullable<typeof chunks.gestures.module>
