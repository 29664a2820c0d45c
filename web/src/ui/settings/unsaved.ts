import type { SettingsSection } from '../../router.ts'

export type Values = ReadonlyMap<string, string>

/**
 * What was changed in the settings and not saved, by section. One may go elsewhere and come back to it while this page
 * is open, and the browser asks before it is left.
 */
export class Unsaved {
  readonly #sections = new Map<SettingsSection, Values>()

  of(section: SettingsSection): Values {
    return this.#sections.get(section) ?? new Map()
  }

  keep(section: SettingsSection, values: Values): void {
    if (values.size > 0) this.#sections.set(section, values)
    else this.#sections.delete(section)
    window.onbeforeunload = this.#sections.size > 0 ? (event) => event.preventDefault() : null
  }

  destroy(): void {
    window.onbeforeunload = null
  }
}
