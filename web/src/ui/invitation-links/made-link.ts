import type { CreatedInvitationLink } from '@parley/shared'

import { words } from '../../i18n/late.ts'
import { pathOf } from '../../router.ts'
import { derived, Value, type Readable } from '../../state/observable.ts'
import type { Client } from '../client.ts'
import { button } from '../components/button.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'
import { AddressField, addressOf } from '../home/address.ts'
import { qrCode } from '../home/qr.ts'

/** A link that was made this moment, and is shown nowhere else. */
export class MadeLink extends Component {
  readonly #address: Readable<string>
  readonly #path = new Value('')
  readonly #code = el('div', { class: 'made-link-code' })
  readonly #field: AddressField

  constructor(client: Client) {
    super(el('section', { class: 'made-link', role: 'status', hidden: true }))
    this.#address = derived([addressOf(client), this.#path], (origin, path) => origin + path)
    this.#field = this.own(new AddressField(client, this.#address, words.links.theLink))
    const share = button(words.links.share, () => void this.#share(), 'plain')
    share.hidden = !('share' in navigator)
    const { made, shownOnce } = words.links
    this.root.append(
      this.#code,
      el(
        'div',
        { class: 'made-link-text' },
        el('h3', {}, made),
        el('p', { class: 'hint' }, shownOnce),
        el('div', { class: 'made-link-field' }, this.#field.root),
        share,
      ),
    )
  }

  show({ token }: CreatedInvitationLink): void {
    this.#path.set(pathOf({ name: 'join', token, isSigningIn: false }))
    this.root.hidden = false
    this.#field.root.querySelector('button')?.focus()
    this.root.scrollIntoView({ block: 'nearest' })
    // Without it the link can still be copied.
    void qrCode(this.#address.get(), words.links.qr).then(
      (drawn) => this.#code.replaceChildren(drawn),
      () => this.#code.remove(),
    )
  }

  /** Whoever thinks better of it has done nothing wrong. */
  async #share(): Promise<void> {
    await navigator.share({ url: this.#address.get() }).catch(() => undefined)
  }
}
