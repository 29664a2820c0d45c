import { words } from '../../../../i18n/late.ts'
import { menuItems, moveFocus, type MenuItem } from '../../../components/menu.ts'
import { icon } from '../../../components/icon.ts'
import { el } from '../../../dom.ts'

export interface PressEmoji {
  /** Null for the choice among all. */
  readonly emoji: string | null
  readonly label: string
  run(): void
}

/** What can be done with a message that was held down: it lies over the veil, and below it is all of it, in reach of the thumb. */
export function openPressSheet(
  row: HTMLElement,
  items: readonly MenuItem[],
  emoji: readonly PressEmoji[],
): void {
  const lifted = el('div', { class: 'press-lifted', 'aria-hidden': 'true' })
  // Who said it stands over the first message of a run only.
  const head = row.parentElement?.querySelector('.run-head')
  lifted.append(...[head, row].flatMap((part) => (part ? [part.cloneNode(true)] : [])))
  for (const part of lifted.querySelectorAll('[id]')) part.removeAttribute('id') // it is that of the message itself
  lifted.inert = true
  const menu = el('div', {
    class: 'press-menu',
    role: 'menu',
    tabindex: -1,
    autofocus: true,
    'aria-label': words.messageActions.actions,
  })
  const choices = emoji.map(({ emoji: one, label, run }) => {
    const choose = () => {
      sheet.close()
      run()
    }
    return el('button', { type: 'button', 'aria-label': label, onclick: choose }, one ?? icon('smileplus'))
  })
  const quick = choices.length > 0 && el('div', { class: 'press-emoji' }, ...choices)
  const props = { class: 'press', 'aria-label': words.messageActions.actions }
  const sheet = el('dialog', props, lifted, quick, menu)
  menu.append(...menuItems(items, row, () => sheet.close()))
  menu.addEventListener('keydown', (event) => moveFocus(menu, event, () => sheet.close()))
  sheet.addEventListener('click', ({ target }) => target === sheet && sheet.close())
  sheet.addEventListener('close', () => sheet.remove())
  document.body.append(sheet)
  sheet.showModal()
}
