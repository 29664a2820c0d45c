import { readFileSync } from 'node:fs'
import t from 'tap'

type Rgb = readonly [red: number, green: number, blue: number]
type Tokens = ReadonlyMap<string, string>

const css = readFileSync(new URL('../../web/src/styles/tokens.css', import.meta.url), 'utf8')
const blocks = [...css.replaceAll(/\/\*[^]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)]

function tokensOf(theme: string): Tokens {
  const own = blocks.filter(([, selector]) => selector?.includes(`[data-theme='${theme}']`))
  return new Map(
    own.flatMap(([, , body = '']) =>
      [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']): [string, string] => [
        name,
        value,
      ]),
    ),
  )
}

/** To linear sRGB, by the matrices of CSS Color 4. The hue is that of somebody, where the token leaves it open. */
function linear(value: string, someHue: number): Rgb {
  const [lightness = NaN, chroma = NaN, hue = someHue] = value
    .replaceAll(/oklch\(|\)|\/.*/g, '')
    .trim()
    .split(/\s+/)
    .map(Number)
  const angle = (hue * Math.PI) / 180
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)]
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const shown = (part: number) => Math.min(1, Math.max(0, part))
  return [
    shown(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    shown(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    shown(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ]
}

const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue

/** WCAG 2. */
function contrast(tokens: Tokens, front: string, back: string, hue = 0): number {
  const [a, b] = [front, back].map((name) => luminance(linear(tokens.get(name) ?? 'missing', hue))) as [
    number,
    number,
  ]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const surfaces = ['ground', 'sheet', 'side', 'raised', 'well', 'accent-soft', 'mine']
const texts: Record<string, readonly string[]> = {
  text: [...surfaces, 'mention', 'danger-soft'],
  'text-soft': surfaces,
  'text-link': ['sheet', 'side', 'raised', 'well', 'accent-soft', 'mention', 'mine'],
  'on-accent': ['accent', 'accent-hover'],
  'on-ink': ['ink'],
  'on-call': ['call'],
  call: ['sheet', 'ground'],
  danger: ['sheet', 'side', 'raised', 'danger-soft'],
  'on-danger': ['danger-fill'],
}
const shapes: Record<string, readonly string[]> = {
  'line-control': ['sheet', 'field', 'ground'],
  focus: ['sheet', 'ground', 'raised'],
  online: ['sheet', 'ground'],
  call: ['raised'],
}
const hues = [...css.matchAll(/--hue-\d: (\d+);/g)].map(([, hue]) => Number(hue))

for (const theme of ['light', 'dark', 'contrast', 'contrast-dark']) {
  const tokens = tokensOf(theme)
  const textLeast = theme.startsWith('contrast') ? 7 : 4.5

  t.test(`Text is legible in the ${theme} theme`, async (t) => {
    for (const [front, backs] of Object.entries(texts)) {
      for (const back of backs) {
        const ratio = contrast(tokens, front, back)
        t.ok(ratio >= textLeast, `${front} on ${back}: ${ratio.toFixed(2)}`)
      }
    }
  })

  t.test(`What is not text can be told apart in the ${theme} theme`, async (t) => {
    for (const [front, backs] of Object.entries(shapes)) {
      for (const back of backs) {
        const ratio = contrast(tokens, front, back)
        t.ok(ratio >= 3, `${front} on ${back}: ${ratio.toFixed(2)}`)
      }
    }
  })

  t.test(`Letters are legible on every face in the ${theme} theme`, async (t) => {
    t.equal(hues.length, 8)
    for (const hue of hues) {
      const ratio = contrast(tokens, 'av-ink', 'av-ground', hue)
      t.ok(ratio >= 4.5, `hue ${hue}: ${ratio.toFixed(2)}`)
    }
  })
}
