import { appearance, appearances, type Appearance } from '../src/ui/appearance.ts'
import { setAppearance } from '../src/ui/shown-appearance.ts'
import { selectField } from '../src/ui/components/field.ts'
import { el } from '../src/ui/dom.ts'

/** What the whole page is set to, as one sets it in the client; and which way it goes, whatever the language. */
export function switches(): HTMLElement {
  return el(
    'div',
    { class: 'switches', lang: 'en' },
    appearanceSwitch('theme', 'Theme'),
    appearanceSwitch('density', 'Density'),
    appearanceSwitch('text', 'Text size'),
    directionSwitch(),
  )
}

function appearanceSwitch(name: Appearance, label: string): HTMLElement {
  const looks = appearances[name].map((look) => ({ value: look, label: look }))
  const field = selectField({ label, value: appearance(name) }, looks)
  field.control.addEventListener('change', () => {
    const look = appearances[name].find((each) => each === field.value)
    if (look) setAppearance(name, look)
  })
  return field.root
}

function directionSwitch(): HTMLElement {
  const { documentElement: page } = document
  const ways = ['ltr', 'rtl'].map((way) => ({ value: way, label: way }))
  const field = selectField({ label: 'Direction', value: page.dir }, ways)
  field.control.addEventListener('change', () => (page.dir = field.value))
  return field.root
}
