import { words } from '../../i18n/late.ts'
import type { SettingsSection } from '../../router.ts'
import { button } from '../components/button.ts'
import type { Field } from '../components/field.ts'
import { el } from '../dom.ts'
import type { Unsaved, Values } from './unsaved.ts'

/** The fields of a section: what was changed before is in them again, and stays until it is saved or discarded. */
export class UnsavedFields {
  readonly root: HTMLElement
  readonly #fields: readonly (readonly [string, Field])[]
  readonly #section: SettingsSection
  readonly #unsaved: Unsaved
  #saved: Values
  #sent: Values

  constructor(fields: Readonly<Record<string, Field>>, section: SettingsSection, unsaved: Unsaved) {
    this.#fields = Object.entries(fields)
    this.#section = section
    this.#unsaved = unsaved
    this.#saved = this.#values()
    this.#sent = this.#saved
    const discard = button(words.settings.discard, () => this.#discard(), 'quiet')
    this.root = el('div', { class: 'unsaved' }, el('p', { class: 'hint' }, words.settings.unsaved), discard)
    this.#write(unsaved.of(section))
    for (const [, { control }] of this.#fields) control.addEventListener('input', () => this.#follow())
    this.#follow()
  }

  /** What is in the fields now is on its way; what is typed meanwhile is not. */
  sending(): void {
    this.#sent = this.#values()
  }

  saved(): void {
    this.#saved = this.#sent
    this.#follow()
  }

  #discard(): void {
    this.#write(this.#saved)
    this.#follow()
    // The button in focus goes with the changes.
    this.#fields[0]?.[1].control.focus()
  }

  #follow(): void {
    const changed = [...this.#values()].filter(([name, value]) => value !== this.#saved.get(name))
    this.root.hidden = changed.length === 0
    this.#unsaved.keep(this.#section, new Map(changed))
  }

  #values(): Values {
    return new Map(
      this.#fields.map(([name, { control }]) => [
        name,
        isSwitch(control) ? String(control.checked) : control.value,
      ]),
    )
  }

  #write(values: Values): void {
    for (const [name, field] of this.#fields) {
      const value = values.get(name)
      if (value === undefined) continue
      if (isSwitch(field.control)) field.control.checked = value === 'true'
      else field.control.value = value
      field.setError(null)
    }
  }
}

const isSwitch = (control: Field['control']): control is HTMLInputElement => control.type === 'checkbox'
