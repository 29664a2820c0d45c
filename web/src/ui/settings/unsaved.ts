import type { SettingsSection } from '../../router.ts'

export type Values = ReadonlyMap<string, string>

/**
 * What was changed in the settings and not saved, by section. One may go to another section and come back to it; the
 * settings are not left without a question, nor is the page.
 */
export class Unsaved {
  readonly #sections = new Map<SettingsSection, Values>()

  get isEmpty(): boolean {
    return this.#sections.size === 0
  }

  of(section: SettingsSection): Values {
    return this.#sections.get(section) ?? new Map()
  }

  keep(section: SettingsSection, values: Values): void {
    if (values.size > 0) this.#sections.set(section, values)
    else this.#sections.delete(section)
    window.onbeforeunload = this.#sections.size > 0 ? (event) => event.preventDefault() : null
  }

  discard(): void {
    this.#sections.clear()
    window.onbeforeunload = null
  }

  destroy(): void {
    window.onbeforeunload = null
  }
}
