import { el } from '../src/ui/dom.ts'
import { part, wideSample } from './sample.ts'

/** Read from the style sheet, so that what is there is shown, and nothing else. */
export function tokens(): HTMLElement {
  const names = [...new Set(rootRules().flatMap((style) => [...style]))].filter((name) =>
    name.startsWith('--'),
  )
  const valueOf = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()
  const colours = names.filter((name) => valueOf(name).startsWith('oklch('))
  const called = (beginning: string) => names.filter((name) => new RegExp(`^--${beginning}-\\d$`).test(name))
  return part(
    'Tokens',
    wideSample('Colours', ...colours.map((name) => swatch('colour', name))),
    wideSample('Type', ...called('text').map((name) => swatch('type', name, 'Flags, paper and ink'))),
    wideSample('Space', ...called('space').map((name) => swatch('space', name))),
    wideSample('Radii', ...called('radius').map((name) => swatch('radius', name))),
    wideSample('Shadows', ...called('shadow').map((name) => swatch('shadow', name))),
  )
}

const rootRules = (): CSSStyleDeclaration[] =>
  [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSStyleRule && rule.selectorText.split(', ').includes(':root') ? rule.style : [],
    ),
  )

function swatch(kind: string, name: string, text = ''): HTMLElement {
  const shown = el('span', { class: `swatch-${kind}` }, text)
  shown.style.setProperty('--swatch', `var(${name})`)
  return el('span', { class: 'swatch', lang: 'en', dir: 'ltr' }, shown, el('code', {}, name.slice(2)))
}
