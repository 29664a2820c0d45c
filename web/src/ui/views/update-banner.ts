import { words } from '../../i18n/index.ts'
import { button } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el } from '../dom.ts'

/** Says that there is a newer client; what is written stays written when it is loaded. */
export class UpdateBanner extends Component {
  constructor(client: Client) {
    super(el('div', { class: 'banner restored', role: 'status', hidden: true }))
    const reload = button(words.late.reload, () => client.newer.get()?.apply(), 'quiet')
    reload.classList.add('banner-retry')
    this.bind(client.newer, (newer) => {
      this.root.hidden = newer === null
      this.root.replaceChildren(...(newer ? [el('span', {}, words.late.update), reload] : []))
    })
  }
}
