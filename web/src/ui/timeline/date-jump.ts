import { words } from '../../i18n/late.ts'
import { iconButton, submitButton } from '../components/button.ts'
import { el, newId } from '../dom.ts'

/** A day to be chosen, by the browser's own calendar. */
export class DateJump {
  readonly root: HTMLFormElement
  readonly button: HTMLButtonElement
  readonly #input: HTMLInputElement

  constructor(jump: (day: Date) => void) {
    const { toDate, date, go } = words.finding
    const id = newId()
    this.#input = el('input', { type: 'date', class: 'find-date-field', id, required: true })
    const label = el('label', { for: id }, date)
    this.root = el(
      'form',
      { class: 'find-date', hidden: true },
      label,
      this.#input,
      submitButton(go, 'primary'),
    )
    this.root.addEventListener('submit', (event) => {
      event.preventDefault()
      // At its first moment where the reader is, and not in Greenwich.
      jump(new Date(`${this.#input.value}T00:00`))
    })
    this.button = iconButton('calendar', toDate, () => this.#toggle(), { 'aria-expanded': 'false' })
  }

  #toggle(): void {
    this.root.hidden = !this.root.hidden
    this.button.setAttribute('aria-expanded', String(!this.root.hidden))
    if (!this.root.hidden) this.#input.focus()
  }
}
