import { el, newId, type Props } from '../dom.ts'

interface FieldOptions {
  label: string
  hint?: string
  value?: string
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A labelled control; its hint and its error are tied to it for assistive technology. */
export class Field<C extends Control = Control> {
  readonly root: HTMLElement
  readonly control: C
  /** What is wrong with it before it is sent; null where nothing is. */
  check: (value: string) => string | null = () => null
  readonly #error: HTMLElement
  readonly #hint: HTMLElement | null

  constructor(control: C, { label, hint, value }: FieldOptions) {
    this.control = control
    control.id = newId()
    if (value !== undefined) control.value = value
    this.#error = el('p', { class: 'field-error', id: newId(), hidden: true })
    this.#hint = hint ? el('p', { class: 'field-hint', id: newId() }, hint) : null
    control.setAttribute('aria-describedby', [this.#error.id, this.#hint?.id].filter(Boolean).join(' '))
    const name = el('label', { class: 'field-label', for: control.id }, label)
    this.root = el('div', { class: 'field' }, name, control, this.#error, this.#hint)
    control.addEventListener('input', () => this.setError(null))
  }

  get value(): string {
    return this.control.value
  }

  /** In the place of the hint that it was made with. */
  setHint(text: string): void {
    if (this.#hint) this.#hint.textContent = text
  }

  setError(text: string | null): void {
    if (text !== null) this.root.closest('details')?.setAttribute('open', '')
    this.#error.hidden = text === null
    this.#error.textContent = text
    if (text === null) this.control.removeAttribute('aria-invalid')
    else this.control.setAttribute('aria-invalid', 'true')
  }
}

export const textField = (options: FieldOptions, props: Props = {}) =>
  new Field(el('input', { type: 'text', class: 'input', ...props }), options)

export const textArea = (options: FieldOptions, props: Props = {}) =>
  new Field(el('textarea', { class: 'input', rows: 3, dir: 'auto', ...props }), options)

export interface Choice<Value extends string = string> {
  value: Value
  label: string
  /** Of the label, where it is another than the page's. */
  lang?: string
}

/** On or off, as it is. */
export function switchField(options: FieldOptions, isOn: boolean) {
  const control = el('input', { type: 'checkbox', role: 'switch', class: 'switch', checked: isOn })
  const field = new Field(control, options)
  field.root.classList.add('on-off')
  return field
}

export const selectField = (options: FieldOptions, choices: readonly Choice[]) =>
  new Field(el('select', { class: 'input' }, ...choices.map(option)), options)

const option = ({ value, label, lang }: Choice) => el('option', lang ? { value, lang } : { value }, label)
