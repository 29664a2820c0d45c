import * as limits from '@parley/shared/limits'

import { words } from '../../i18n/late.ts'
import type { Result } from '../../state/result.ts'
import { submitButton } from '../components/button.ts'
import { Dialog } from '../components/dialog.ts'
import { Field, textArea } from '../components/field.ts'
import { Form } from '../components/form.ts'
import { el } from '../dom.ts'
import { localValue } from './times.ts'

const minuteMs = 60_000

/** Asks for a day and a time. @param send is done with it, or tells why not */
export function openWhenDialog(first: Date, now: Date, send: (at: Date) => Promise<Result<unknown>>): void {
  const bounds = {
    min: localValue(new Date(now.getTime() + limits.scheduledAheadMsMin + minuteMs)),
    max: localValue(new Date(now.getTime() + limits.scheduledAheadMsMax - minuteMs)),
  }
  const control = el('input', { type: 'datetime-local', class: 'input', required: true, ...bounds })
  const when = new Field(control, { label: words.scheduled.when, value: localValue(first) })
  when.check = () => (control.validity.valid ? null : words.errors.schedule_time_invalid)
  const form = new Form({
    fields: { when },
    blame: { schedule_time_invalid: 'when', invalid_request: 'when' },
    submit: submitButton(words.scheduled.schedule, 'primary'),
    send: () => send(new Date(control.value)),
    done: () => dialog.close(),
  })
  const dialog = new Dialog(words.scheduled.choose, form.root)
  dialog.open()
  control.focus()
}

export function openTextDialog(first: string, send: (text: string) => Promise<Result<unknown>>): void {
  const text = textArea({ label: words.scheduled.text, value: first }, { rows: 5 })
  const form = new Form({
    fields: { text },
    blame: { message_empty: 'text', message_too_long: 'text', text_invalid: 'text' },
    submit: submitButton(words.common.save, 'primary'),
    send: () => send(text.value),
    done: () => dialog.close(),
  })
  const dialog = new Dialog(words.scheduled.edit, form.root)
  dialog.open()
  text.control.focus()
}
