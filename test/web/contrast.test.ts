import { readFileSync } from 'node:fs'
import t from 'tap'

type Rgb = readonly [red: number, green: number, blue: number]
type Tokens = ReadonlyMap<string, string>

const css = readFileSync(new URL('../../web/src/styles/tokens.css', import.meta.url), 'utf8')
const [lightCss = '', darkCss = ''] = css.split('@media')
const tokens = (text: string): Tokens =>
  new Map([...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]))
const light = tokens(lightCss)
const schemes = { light, dark: new Map([...light, ...tokens(darkCss)]) }

const rgb = (hex: string): Rgb => {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return [part(1), part(3), part(5)]
}

const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

/** WCAG 2, of linear colours. */
function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const linear = (hex: string): Rgb => {
  const [red, green, blue] = rgb(hex)
  return [toLinear(red), toLinear(green), toLinear(blue)]
}

const surfaces = ['surface', 'surface-side', 'surface-raised', 'surface-field', 'hover', 'active']
const texts: Record<string, readonly string[]> = {
  text: [...surfaces, 'line', 'thumb'],
  'text-soft': [...surfaces, 'track'],
  'accent-text': [...surfaces],
  danger: ['surface', 'surface-raised', 'danger-soft'],
  mark: ['surface', 'surface-side', 'active'],
  'warning-text': ['warning-soft'],
  'on-accent': ['accent', 'accent-hover'],
}
const shapes: Record<string, readonly string[]> = {
  focus: surfaces,
  'line-strong': ['surface', 'surface-raised', 'surface-field'],
  online: ['surface', 'surface-side'],
}

for (const [scheme, colours] of Object.entries(schemes)) {
  const ratio = (front: string, back: string) =>
    contrast(linear(colours.get(front) ?? ''), linear(colours.get(back) ?? ''))

  t.test(`Text is legible in the ${scheme} scheme`, async (t) => {
    for (const [front, backs] of Object.entries(texts)) {
      for (const back of backs)
        t.ok(ratio(front, back) >= 4.5, `${front} on ${back}: ${ratio(front, back).toFixed(2)}`)
    }
  })

  t.test(`What is not text can be told apart in the ${scheme} scheme`, async (t) => {
    for (const [front, backs] of Object.entries(shapes)) {
      for (const back of backs)
        t.ok(ratio(front, back) >= 3, `${front} on ${back}: ${ratio(front, back).toFixed(2)}`)
    }
  })
}

t.test('Initials are legible on every avatar', async (t) => {
  const avatar = readFileSync(new URL('../../web/src/styles/components/avatar.css', import.meta.url), 'utf8')
  const [, lightness = '', chroma = ''] = /oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)/.exec(avatar) ?? []
  const hues = new Set(Array.from({ length: 500 }, (_, number) => avatarHue(`id ${number}`)))
  t.ok(hues.size >= 10, 'people differ')
  for (const hue of hues) {
    const ratio = contrast([1, 1, 1], oklch(Number(lightness), Number(chroma), hue))
    t.ok(ratio >= 4.5, `hue ${hue}: ${ratio.toFixed(2)}`)
  }
})

/** To linear sRGB, by the matrices of CSS Color 4. */
function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ]
}
