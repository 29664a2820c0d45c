import { textField } from './field.ts'

export function passwordField(
  label: string,
  autocomplete: 'current-password' | 'new-password',
  hint?: string,
) {
  return textField(hint ? { label, hint } : { label }, { type: 'password', name: autocomplete, autocomplete })
}
