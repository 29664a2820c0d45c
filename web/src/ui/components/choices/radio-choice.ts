import { el, newId } from '../../dom.ts'

interface RadioOption<Value> {
  readonly value: Value
  readonly label: string
  readonly hint: string
}

/** Radio buttons with a sentence each. */
export function radioChoice<Value extends string>(
  legend: string,
  options: readonly RadioOption<Value>[],
  chosen: Value,
) {
  const name = newId()
  const inputs = options.map(({ value }) =>
    el('input', { type: 'radio', name, value, checked: value === chosen }),
  )
  const root = el(
    'fieldset',
    { class: 'choices' },
    el('legend', { class: 'field-label' }, legend),
    ...options.map(({ label, hint }, at) =>
      el(
        'label',
        { class: 'choice' },
        inputs[at],
        el('span', {}, el('strong', {}, label), el('span', { class: 'field-hint' }, hint)),
      ),
    ),
  )
  const value = (): Value => options[inputs.findIndex((input) => input.checked)]?.value ?? chosen
  return { root, value }
}
