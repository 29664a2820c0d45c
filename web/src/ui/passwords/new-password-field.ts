import * as limits from '@parley/shared/limits'
import { codePoints } from '@parley/shared/text'

import { words } from '../../i18n/late.ts'
import { el } from '../dom.ts'
import type { Field } from '../components/field.ts'
import { passwordField } from './password-field.ts'

const steps = 4

/**
 * A password to be chosen, with how well it stands against guessing.
 * @param names of its owner, by which it is not to be guessed
 */
export function newPasswordField(label: string, names: () => readonly string[]): Field<HTMLInputElement> {
  const field = passwordField(label, 'new-password', words.register.passwordHint)
  const { control } = field
  const bars = Array.from({ length: steps }, () => el('i', {}))
  const meter = el('div', { class: 'meter', 'aria-hidden': 'true', hidden: true }, ...bars)
  control.parentElement?.after(meter)
  const show = (score: number | null, hint: string) => {
    meter.hidden = score === null
    bars.forEach((bar, at) => bar.classList.toggle('reached', at < (score ?? 0)))
    field.setHint(hint)
  }
  control.addEventListener('input', () => void tell(control, names, show))
  field.check = (value) => {
    const length = codePoints(value.normalize('NFC'))
    if (length < limits.passwordMin) return words.errors.password_too_short
    return length > limits.passwordMax ? words.errors.password_too_long : null
  }
  return field
}

/** Where the estimate cannot be had, the server still refuses what is too weak. */
async function tell(
  control: HTMLInputElement,
  names: () => readonly string[],
  show: (score: number | null, hint: string) => void,
): Promise<void> {
  const password = control.value
  if (password === '') return show(null, words.register.passwordHint)
  const missing = limits.passwordMin - codePoints(password.normalize('NFC'))
  if (missing > 0) return show(missing > steps ? 1 : 2, words.strength.missing(missing))
  const loaded = await import('@parley/shared/password-strength').catch(() => null)
  if (control.value !== password) return
  if (!loaded) return show(null, words.register.passwordHint)
  const { score } = loaded.passwordStrength(password, names())
  show(Math.max(1, score), words.strength.scores[score] ?? '')
}
