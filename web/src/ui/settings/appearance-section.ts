import { languages } from '../../i18n/languages.ts'
import { words } from '../../i18n/late.ts'
import { appearance, appearances, type Appearance, type Look } from '../appearance.ts'
import { setAppearance } from '../shown-appearance.ts'
import type { Client } from '../client.ts'
import { selectField } from '../components/field.ts'
import { icon } from '../components/icon.ts'
import { el, newId, type Child } from '../dom.ts'
import { setClockFace } from '../format/time.ts'

/** How the client looks on this device. Chosen is done: there is nothing to save. */
export function appearanceSection(client: Client): HTMLElement {
  const { theme, density, text, motion, clock, language } = words.appearance
  return el(
    'div',
    { class: 'section appearance' },
    el('p', { class: 'hint' }, words.appearance.intro),
    choices('theme', theme.label, theme, themePicture),
    choices('density', density.label, density, densityPicture),
    choices('text', text.label, text, (look) =>
      el('span', { class: `sample-text ${look}`, 'aria-hidden': 'true' }, 'Aa'),
    ),
    choices(
      'clock',
      clock.label,
      clock,
      () => null,
      (face) => {
        setClockFace(face)
        client.clock.look()
      },
    ),
    choices('motion', motion.label, motion, () => null),
    languageField(language),
  )
}

function choices<Name extends Appearance>(
  name: Name,
  label: string,
  labels: Readonly<Record<Look<Name>, string>>,
  picture: (look: Look<Name>) => Child,
  chosen: (look: Look<Name>) => void = () => {},
): HTMLElement {
  const group = newId()
  const options = appearances[name].map((look: Look<Name>) => {
    const input = el('input', {
      type: 'radio',
      class: 'look-input',
      name: group,
      value: look,
      checked: look === appearance(name),
      onchange: () => {
        setAppearance(name, look)
        chosen(look)
      },
    })
    const line = el('span', { class: 'look-name' }, labels[look], icon('check', 'tiny'))
    return el('label', { class: 'look' }, input, picture(look), line)
  })
  const legend = el('legend', { class: 'looks-title' }, label)
  return el('fieldset', { class: `looks ${name}` }, legend, el('div', { class: 'looks-row' }, ...options))
}

/** Shown from the start of a page on. Nothing is lost by another start, and before unsaved changes were the browser asks. */
function languageField({ label, browser }: typeof words.appearance.language): HTMLElement {
  const named = Object.entries(languages).map(([value, name]) => ({ value, label: name, lang: value }))
  const field = selectField({ label }, [{ value: 'browser', label: browser }, ...named])
  field.control.value = appearance('language')
  field.control.addEventListener('change', () => {
    const chosen = appearances.language.find((language) => language === field.value)
    if (!chosen) return
    setAppearance('language', chosen)
    location.reload()
  })
  return field.root
}

function themePicture(look: Look<'theme'>): HTMLElement {
  const themes = look === 'system' ? (['light', 'dark'] as const) : [look]
  return el('span', { class: 'look-picture', 'aria-hidden': 'true' }, ...themes.map(smallWindow))
}

const smallWindow = (theme: string) =>
  el(
    'span',
    { class: 'small-window', 'data-theme': theme },
    el('span', { class: 'small-list' }, lines(3)),
    el('span', { class: 'small-sheet' }, lines(2), el('i', { class: 'small-bubble' })),
  )

const densityPicture = (look: Look<'density'>) =>
  el(
    'span',
    { class: `look-picture small-rows ${look}`, 'aria-hidden': 'true' },
    lines(look === 'compact' ? 5 : 3),
  )

function lines(count: number): DocumentFragment {
  const made = document.createDocumentFragment()
  for (let at = 0; at < count; at += 1) made.append(el('i', { class: 'small-line' }))
  return made
}
