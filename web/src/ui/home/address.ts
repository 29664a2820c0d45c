import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { icon } from '../components/icon.ts'
import { copyText } from '../components/copy.ts'
import { el } from '../dom.ts'
import { derived, type Readable } from '../../state/observable.ts'

/** Where others find this place: as whoever runs it says, or as one came here oneself. */
export function addressOf({ state, actions }: Client): Readable<string> {
  void actions.instance.load()
  return derived([state.instance], (instance) => instance?.address ?? location.origin)
}

/** To be copied. */
export class AddressField extends Component {
  constructor(client: Client, address = addressOf(client), what = words.home.address) {
    const text = el('span', { dir: 'ltr' })
    const onclick = () => void copyText(client.toasts, address.get())
    const spoken = el('span', { class: 'visually-hidden' }, ` ${what}`)
    const copy = el(
      'button',
      { type: 'button', class: 'copy-button', onclick },
      icon('copy'),
      words.home.copy,
      spoken,
    )
    super(el('div', { class: 'copy-field' }, text, copy))
    this.bind(address, (shown) => (text.textContent = shown))
  }
}
