import type { Me } from '@parley/shared'

import { words } from '../../i18n/index.ts'
import { pathOf, settingsSections, type SettingsSection } from '../../router.ts'
import { iconButton } from '../components/button.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, setAttribute } from '../dom.ts'
import { Slot } from '../slot.ts'
import { accountSection } from './account-section.ts'
import { ActivitySection } from './activity-section.ts'
import { passwordSection } from './password-section.ts'
import { PrivacySection } from './privacy-section.ts'
import { profileSection } from './profile-section.ts'
import { SessionsSection } from './sessions-section.ts'

const titles: Record<SettingsSection, string> = {
  profile: words.profile.title,
  privacy: words.privacy.title,
  password: words.settings.password,
  sessions: words.settings.sessions,
  activity: words.settings.activity,
  account: words.settings.account,
}

/** One's own profile and account, a section at a time. */
export class SettingsView extends Component {
  readonly #client: Client
  readonly #body = el('div', { class: 'settings-body' })
  readonly #slot = this.own(new Slot(this.#body))
  readonly #links: ReadonlyMap<SettingsSection, HTMLElement>

  constructor(client: Client) {
    super(el('section', { class: 'settings' }))
    this.#client = client
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
    this.#slot.show(section, () => new Section(titles[section], this.#content(section, session.me)))
  }

  #content(section: SettingsSection, me: Me): HTMLElement | Component {
    switch (section) {
      case 'profile':
        return profileSection(this.#client, me)
      case 'privacy':
        return new PrivacySection(this.#client, me)
      case 'password':
        return passwordSection(this.#client, me)
      case 'sessions':
        return new SessionsSection(this.#client)
      case 'activity':
        return new ActivitySection(this.#client)
      case 'account':
        return accountSection(this.#client)
    }
  }
}

class Section extends Component {
  constructor(title: string, content: HTMLElement | Component) {
    super(el('div', { class: 'settings-section' }, el('h3', {}, title)))
    this.root.append(content instanceof Component ? this.own(content).root : content)
  }
}

const sectionLink = (section: SettingsSection) =>
  el('a', { class: 'settings-tab', href: pathOf({ name: 'settings', section }) }, titles[section])
