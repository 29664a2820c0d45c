import { words } from '../../i18n/late.ts'
import { button } from '../components/button.ts'
import { Field, switchField } from '../components/field.ts'
import { Component } from '../component.ts'
import { el, replaceChildren } from '../dom.ts'
import { playChime } from '../notifications/chime.ts'
import { hour, isOn, setHour, setOn, type Hour, type Switch } from '../notifications/settings.ts'

/** What one is told on this device, and how. Chosen is done: there is nothing to save. */
export class NotificationsSection extends Component {
  readonly #shown = el('div', { class: 'told' })

  constructor() {
    super(el('div', { class: 'section' }))
    const play = button(words.notifications.play, playChime, 'plain')
    const hours = el('div', { class: 'told-hours' }, ...(['from', 'to'] as const).map(hourField))
    const showHours = () => (hours.hidden = !isOn('quiet'))
    showHours()
    this.root.append(
      el('p', { class: 'hint' }, words.appearance.intro),
      this.#shown,
      el('div', { class: 'told' }, onOff('sound'), el('div', {}, play)),
      el('div', { class: 'told' }, onOff('quiet', showHours), hours),
    )
    this.#show()
    void this.#followPermission()
  }

  /** It may also be given and taken beside the address. */
  async #followPermission(): Promise<void> {
    const permission = await navigator.permissions.query({ name: 'notifications' }).catch(() => null)
    const changed = () => this.#show()
    permission?.addEventListener('change', changed)
    this.onEnd(() => permission?.removeEventListener('change', changed))
  }

  #show(): void {
    const { shown, denied, absent, unavailable, turnOn } = words.notifications
    const permission = 'Notification' in window && isSecureContext ? Notification.permission : null
    const none = isSecureContext ? absent : unavailable
    if (permission === 'granted') return replaceChildren(this.#shown, onOff('shown'), onOff('text'))
    const note = permission === 'denied' ? denied : permission === null ? none : shown.hint
    const ask = button(turnOn, () => void this.#ask(), 'primary')
    replaceChildren(
      this.#shown,
      el(
        'div',
        { class: 'field' },
        el('p', { class: 'field-label' }, shown.label),
        el('p', { class: 'field-hint' }, note),
      ),
      permission === 'default' && el('div', {}, ask),
    )
  }

  async #ask(): Promise<void> {
    const isAllowed = (await Notification.requestPermission()) === 'granted'
    if (isAllowed) setOn('shown', isAllowed)
    this.#show()
  }
}

function onOff(name: Switch, changed: () => void = () => undefined): HTMLElement {
  const { root, control } = switchField(words.notifications[name], isOn(name))
  control.addEventListener('change', () => {
    setOn(name, control.checked)
    changed()
  })
  return root
}

function hourField(name: Hour): HTMLElement {
  const control = el('input', { type: 'time', class: 'input' })
  const field = new Field(control, { label: words.notifications[name], value: hour(name) })
  control.addEventListener('change', () => {
    setHour(name, control.value)
    control.value = hour(name)
  })
  return field.root
}
