import { words } from '../../i18n/late.ts'
import { pathOf, settingsSections, type Route, type SettingsSection } from '../../router.ts'
import type { SessionState } from '../../state/session.ts'
import { iconButton } from '../components/button.ts'
import { confirm } from '../components/dialog.ts'
import { icon } from '../components/icon.ts'
import type { Client } from '../client.ts'
import { Component } from '../component.ts'
import { el, setAttribute } from '../dom.ts'
import { signOut } from '../sign-out.ts'
import { Slot } from '../slot.ts'
import { sectionContent } from './section-content.ts'
import { sectionTitles } from './section-titles.ts'
import type { Unsaved } from './unsaved.ts'

/** One's own profile, this device and the account: a list of pages, and on a phone one of the two at a time. */
export class SettingsView extends Component {
  readonly #client: Client
  readonly #unsaved: Unsaved
  readonly #title = el('h2', { class: 'settings-title', tabindex: -1 })
  readonly #body = el('div', { class: 'settings-body' })
  readonly #slot = this.own(new Slot(this.#body))
  readonly #links: ReadonlyMap<SettingsSection, HTMLElement>
  #isConfirmed = false
  /** Whom the pages show. */
  #shown = ''
  #question: Promise<boolean> | null = null

  constructor(client: Client, unsaved: Unsaved) {
    super(el('section', { class: 'settings' }))
    this.#client = client
    this.#unsaved = unsaved
    this.#links = new Map(settingsSections.map((section) => [section, sectionLink(section)]))
    this.root.append(this.#menu(), this.#page())
    this.listen(this.root, 'keydown', (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault() // or the same key closes the question that it opens
      client.router.up({ name: 'home' })
    })
    this.onEnd(client.router.guard((to) => to.name === 'settings' || unsaved.isEmpty || this.#mayLeave()))
    this.bind(client.state.session, (session) => this.#know(session))
    this.bind(client.router.route, (route) => this.#follow(route))
  }

  /** Asked once, however often one tries meanwhile. */
  #mayLeave(): Promise<boolean> {
    this.#question ??= confirm(words.settings.leave).then((isLeft) => {
      this.#question = null
      if (isLeft) this.#unsaved.discard()
      return isLeft
    })
    return this.#question
  }

  /** What this device has kept of oneself may be old, and is not to be saved as if it were new. */
  #know(session: SessionState): void {
    if (this.#isConfirmed || session.kind !== 'signed-in') return
    this.#isConfirmed = session.isConfirmed
    const before = this.#shown
    this.#shown = JSON.stringify(session.me)
    if (before === '' || before === this.#shown) return
    const hadFocus = this.#body.contains(document.activeElement)
    this.#slot.destroy()
    this.#follow(this.#client.router.route.get())
    if (hadFocus) this.#title.focus()
  }

  #follow(route: Route): void {
    if (route.name !== 'settings') return
    this.root.dataset['shown'] = route.section ? 'page' : 'menu'
    this.#show(route.section ?? 'profile')
  }

  #menu(): HTMLElement {
    const { router } = this.#client
    const back = iconButton('back', words.common.back, () => router.up({ name: 'home' }), {
      class: 'icon-button back-button',
    })
    const title = el('h2', { class: 'header-name', tabindex: -1 }, words.pages.settings)
    const out = el('button', {
      type: 'button',
      class: 'settings-link',
      onclick: () => void signOut(this.#client),
    })
    out.append(icon('out'), words.signOut.action)
    return el(
      'nav',
      { class: 'settings-menu', 'aria-label': words.pages.settings },
      el('header', { class: 'pane-head settings-menu-head' }, back, title),
      ...this.#links.values(),
      out,
    )
  }

  #page(): HTMLElement {
    const { router } = this.#client
    const back = iconButton(
      'back',
      words.pages.settings,
      () => router.up({ name: 'settings', section: null }),
      {
        class: 'icon-button back-button',
      },
    )
    const close = iconButton('close', words.common.close, () => router.up({ name: 'home' }), {
      class: 'icon-button settings-close',
    })
    return el(
      'div',
      { class: 'settings-page' },
      el('header', { class: 'settings-head' }, back, this.#title, close),
      this.#body,
    )
  }

  #show(section: SettingsSection): void {
    for (const [name, link] of this.#links)
      setAttribute(link, 'aria-current', name === section ? 'page' : null)
    this.#title.textContent = sectionTitles[section].text
    const session = this.#client.state.session.get()
    if (session.kind !== 'signed-in') return
    this.#slot.show(
      section,
      () => new Section(sectionContent(this.#client, section, session.me, this.#unsaved)),
    )
  }
}

class Section extends Component {
  constructor(content: HTMLElement | Component) {
    super(el('div', { class: 'settings-section' }))
    this.root.append(content instanceof Component ? this.own(content).root : content)
  }
}

const sectionLink = (section: SettingsSection) =>
  el(
    'a',
    { class: 'settings-link', href: pathOf({ name: 'settings', section }) },
    icon(sectionTitles[section].icon),
    sectionTitles[section].text,
  )
