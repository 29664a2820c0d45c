import { words } from '../../i18n/index.ts'
import { pathOf, settingsSections, type SettingsSection } from '../../router.ts'
import { iconButton } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, setAttribute } from '../dom.ts'
import { Slot } from '../slot.ts'
import { sectionContent } from './section-content.ts'
import { sectionTitles } from './section-titles.ts'
import type { Unsaved } from './unsaved.ts'

/** One's own profile and account, a section at a time. */
export class SettingsView extends Component {
  readonly #client: Client
  readonly #unsaved: Unsaved
  readonly #body = el('div', { class: 'settings-body' })
  readonly #slot = this.own(new Slot(this.#body))
  readonly #links: ReadonlyMap<SettingsSection, HTMLElement>

  constructor(client: Client, unsaved: Unsaved) {
    super(el('section', { class: 'settings' }))
    this.#client = client
    this.#unsaved = unsaved
    this.#links = new Map(settingsSections.map((section) => [section, sectionLink(section)]))
    const back = iconButton('back', words.common.back, () => client.router.up({ name: 'home' }), {
      class: 'icon-button back-button',
    })
    const title = el('h2', { class: 'header-name', tabindex: -1 }, words.settings.title)
    const tabs = el(
      'nav',
      { class: 'settings-tabs', 'aria-label': words.settings.title },
      ...this.#links.values(),
    )
    this.root.append(el('header', { class: 'pane-head' }, back, title), tabs, this.#body)
    this.bind(client.router.route, (route) => {
      if (route.name === 'settings') this.#show(route.section ?? 'profile')
    })
  }

  #show(section: SettingsSection): void {
    for (const [name, link] of this.#links)
      setAttribute(link, 'aria-current', name === section ? 'page' : null)
    const session = this.#client.state.session.get()
    if (session.kind !== 'signed-in') return
    this.#slot.show(
      section,
      () =>
        new Section(sectionTitles[section], sectionContent(this.#client, section, session.me, this.#unsaved)),
    )
  }
}

class Section extends Component {
  constructor(title: string, content: HTMLElement | Component) {
    super(el('div', { class: 'settings-section' }, el('h3', {}, title)))
    this.root.append(content instanceof Component ? this.own(content).root : content)
  }
}

const sectionLink = (section: SettingsSection) =>
  el('a', { class: 'settings-tab', href: pathOf({ name: 'settings', section }) }, sectionTitles[section])
