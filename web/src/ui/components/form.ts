import type { ErrorCode } from '@parley/shared'

import type { Failure, Result } from '../../state/result.ts'
import { el, type Child } from '../dom.ts'
import { failureText } from '../format/failure.ts'
import type { Field } from './field.ts'

interface FormOptions {
  fields: Readonly<Record<string, Field>>
  /** Which field a refusal speaks of, where the refusal does not say. */
  blame: Partial<Record<ErrorCode, string>>
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
    const fields = Object.values(options.fields).map((field) => field.root)
    const foot = el('div', { class: 'form-foot' }, this.#alert, options.submit)
    this.root = el('form', { class: 'form', novalidate: true }, ...fields, ...extra, foot)
    this.root.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#submit()
    })
  }

  fail(failure: Failure): void {
    const text = failureText(failure)
    const field = this.#blamed(failure)
    if (field) {
      field.setError(text)
      field.control.focus()
    } else this.#alert.textContent = text
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

  #blamed(failure: Failure): Field | undefined {
    if (failure.kind !== 'refused') return undefined
    const name = this.#options.blame[failure.code] ?? failure.field?.split('/').at(-1)
    return name === undefined ? undefined : this.#options.fields[name]
  }

  #setBusy(busy: boolean): void {
    this.#busy = busy
    this.#options.submit.setAttribute('aria-disabled', String(busy))
    this.root.setAttribute('aria-busy', String(busy))
  }
}
