import { words } from '../../i18n/late.ts'
import { el } from '../dom.ts'
import { textField, type Field } from '../components/field.ts'
import { icon } from '../components/icon.ts'

export function passwordField(
  label: string,
  autocomplete: 'current-password' | 'new-password',
  hint?: string,
): Field<HTMLInputElement> {
  const field = textField(hint ? { label, hint } : { label }, {
    type: 'password',
    name: autocomplete,
    autocomplete,
    required: true,
  })
  const { control } = field
  const reveal = el('button', { type: 'button', class: 'reveal', 'aria-pressed': 'false' })
  const show = (isShown: boolean) => {
    control.type = isShown ? 'text' : 'password'
    reveal.setAttribute('aria-pressed', String(isShown))
    reveal.replaceChildren(icon(isShown ? 'eyeoff' : 'eye'), isShown ? words.common.hide : words.common.show)
  }
  reveal.addEventListener('click', () => show(control.type === 'password'))
  show(false)
  const box = el('div', { class: 'reveal-box' })
  control.replaceWith(box)
  box.append(control, reveal)
  return field
}
