import type { ErrorCode } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import type { Failure, Result } from '../../state/result.ts'
import { el, type Child } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import type { Field } from './field.ts'

interface FormOptions {
  fields: Readonly<Record<string, Field>>
  /** Which field a refusal speaks of, where the refusal does not say. */
  blame: Partial<Record<ErrorCode, string>>
  /** Those that few want to fill in, behind a title that opens them. */
  folded?: { readonly title: string; readonly names: readonly string[] }
  submit: HTMLButtonElement
  send(): Promise<Result<unknown>>
  done(): void
}

/** Fields and a button: sends once at a time, and puts a refusal beside the field it speaks of. */
export class Form {
  readonly root: HTMLFormElement
  readonly #options: FormOptions
  readonly #alert = el('p', { class: 'form-error', role: 'alert' })
  #busy = false

  constructor(options: FormOptions, ...extra: Child[]) {
    this.#options = options
    const { folded } = options
    const fields = Object.entries(options.fields).flatMap(([name, field]) =>
      folded?.names.includes(name) ? [] : field.root,
    )
    const foot = el('div', { class: 'form-foot' }, this.#alert, options.submit)
    this.root = el('form', { class: 'form', novalidate: true }, ...fields, this.#fold(), ...extra, foot)
    this.root.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#submit()
    })
  }

  /** Open where something is filled in. */
  #fold(): HTMLElement | null {
    const { folded, fields } = this.#options
    if (!folded) return null
    const hidden = folded.names.flatMap((name) => fields[name] ?? [])
    const body = el('div', { class: 'form' }, ...hidden.map(({ root }) => root))
    const open = hidden.some(({ value }) => value !== '')
    const fold = el('details', { class: 'fields-fold' }, el('summary', {}, folded.title), body)
    fold.open = open
    return fold
  }

  /** Each refusal stands beside the field that it speaks of, and the first is in focus. */
  fail(failure: Failure): void {
    const refused = this.#refused(failure)
    for (const { field, text } of refused) field.setError(text)
    if (refused.length === 0) this.#alert.textContent = failureText(failure)
    refused[0]?.field.control.focus()
  }

  async #submit(): Promise<void> {
    if (this.#busy || this.#isWrong()) return
    this.#setBusy(true)
    this.#alert.textContent = ''
    const result = await this.#options.send()
    this.#setBusy(false)
    if (result.ok) this.#options.done()
    else this.fail(result.failure)
  }

  /** All that is wrong stands beside its field at once, and the first is in focus. */
  #isWrong(): boolean {
    const wrong = Object.values(this.#options.fields).filter((field) => {
      const text = field.check(field.value)
      if (text !== null) field.setError(text)
      return text !== null
    })
    wrong[0]?.control.focus()
    return wrong.length > 0
  }

  #refused(failure: Failure): { field: Field; text: string | null }[] {
    if (failure.kind !== 'refused') return []
    const { code, fields = [{ code, field: failure.field }] } = failure
    return fields.flatMap((one) => {
      const field = this.#fieldOf(one.code, one.field)
      return field ? { field, text: fields.length > 1 ? words.errors[one.code] : failureText(failure) } : []
    })
  }

  #fieldOf(code: ErrorCode, pointer: string | null): Field | undefined {
    const name = this.#options.blame[code] ?? pointer?.split('/').at(-1)
    return name === undefined ? undefined : this.#options.fields[name]
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy
    this.#options.submit.setAttribute('aria-disabled', String(busy))
    this.root.setAttribute('aria-busy', String(busy))
  }
}
