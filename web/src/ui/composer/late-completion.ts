import type { Completion } from './completion.ts'

/** What is offered while one types, from the first sign of it on: what offers it may have to come first. */
export class LateCompletion {
  readonly #load: () => Promise<Completion | null>
  #completion: Completion | null = null

  constructor(input: HTMLTextAreaElement, sign: string, load: () => Promise<Completion>) {
    this.#load = () => load().catch(() => null)
    input.addEventListener('input', () => void this.#begin(input.value.includes(sign)))
  }

  /** @returns whether it was one of its keys */
  key(event: KeyboardEvent): boolean {
    return this.#completion?.key(event) ?? false
  }

  async #begin(isWanted: boolean): Promise<void> {
    if (isWanted && !this.#completion) this.#completion = await this.#load()
  }
}
