import { words } from '../../i18n/late.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { bdi, el, replaceChildren } from '../dom.ts'
import { poles } from '../drawings/flags-and-poles.ts'
import { mark, wordmark } from '../drawings/logo.ts'
import { UpdateBanner } from '../views/update-banner.ts'

interface DoorText {
  readonly title: string
  readonly lead: string
  /** What the other door is for, and the way there. */
  readonly other: string
  readonly link: HTMLElement
}

/** Whose door it is, beside the form; on a phone the form alone. */
export abstract class DoorPage extends Component {
  readonly #client: Client

  constructor(client: Client) {
    super(el('div', { class: 'door' }))
    this.#client = client
  }

  protected show({ title, lead, other, link }: DoorText, form: HTMLElement): void {
    const content = el(
      'div',
      { class: 'door-card' },
      el('div', { class: 'door-mark' }, mark()),
      el('h1', { class: 'large-title' }, title),
      el('p', { class: 'lead' }, lead),
      form,
      el('p', { class: 'door-other' }, other, ' ', link),
    )
    const update = this.own(new UpdateBanner(this.#client))
    const strip = el('div', { class: 'door-strip' }, update.root)
    this.root.append(strip, this.#art(), el('main', { class: 'door-main' }, content))
  }

  #art(): HTMLElement {
    const [name, welcome] = [el('p', { class: 'large-title' }), el('p', { class: 'door-welcome' })]
    const { state, actions } = this.#client
    this.bind(state.instance, (instance) => {
      replaceChildren(name, bdi(instance?.name ?? words.appName))
      replaceChildren(welcome, bdi(instance?.welcome || words.door.welcome))
    })
    void actions.instance.load()
    return el(
      'aside',
      { class: 'door-art', 'aria-label': words.door.about },
      el('div', { class: 'door-brand' }, wordmark(), el('span', { class: 'visually-hidden' }, words.appName)),
      poles('answered'),
      el('div', {}, name, welcome, el('p', { class: 'door-host' }, location.host)),
    )
  }
}
