/** Code that comes when it is first wanted, and stays. */
export class Chunk<Module> {
  readonly #import: () => Promise<Module>
  #loading: Promise<Module> | null = null
  #module: Module | null = null

  constructor(load: () => Promise<Module>) {
    this.#import = load
  }

  /** Null until it has come. */
  get module(): Module | null {
    return this.#module
  }

  /** One that did not come is asked for anew. */
  load(): Promise<Module> {
    this.#loading ??= this.#import().then(
      (module) => (this.#module = module),
      (error: unknown) => {
        this.#loading = null
        throw error
      },
    )
    return this.#loading
  }

  /** Tries once more. Chromium keeps in mind for as long as the page is there that a script could not be loaded. */
  async canComeYet(): Promise<boolean> {
    const module = await this.load().catch(() => null)
    return module !== null || !navigator.onLine
  }
}
