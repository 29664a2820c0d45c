import { hue } from '../people/looks.ts'
import { svg, svgPath } from './svg.ts'

/** Two poles: one flies its flag, and the other answers it, or still waits for one. */
export const poles = (state: 'answered' | 'waiting'): SVGElement =>
  svg(
    '0 0 280 176',
    ['poles'],
    [
      svgPath('M6 152c40-34 90-30 134-18s94 2 134 18z', 'poles-mound'),
      svgPath('M62 20v118M218 34v106', 'poles-pole'),
      svgPath('M70 20h38a22 22 0 0 1 0 44h-10L70 78z', 'poles-flag'),
      svgPath('M210 34h-36a21 21 0 0 0 0 42h9l27 13z', `poles-${state}`),
      svgPath('M40 162h34M88 162h96M200 162h44M96 172h46M156 172h22', 'poles-ripple'),
    ],
  )

const flagCount = 15
const swagCount = 3
const swagWidth = 330
const swagDepth = 26
const flagShapes = ['M-15 0h30v32l-15-8-15 8z', 'M-16 0h32L0 32z', 'M-14 0h28v30h-28z']
/** Every fourth or so flies the colour of the house. */
const golden = [2, 5, 9, 13]

/** A string in swags, with flags hanging from it at even steps. */
export const bunting = (): SVGElement => {
  const string = 'M0 2q165 52 330 0M330 2q165 52 330 0M660 2q165 52 330 0'
  const flags = Array.from({ length: flagCount }, (_, at) => buntingFlag(at))
  const root = svg('0 0 990 66', ['bunting'], [...flags, svgPath(string, 'bunting-string')])
  root.setAttribute('preserveAspectRatio', 'xMidYMin slice')
  return root
}

function buntingFlag(at: number): SVGPathElement {
  const [x, y] = onString((at + 0.5) / flagCount)
  const [nextX, nextY] = onString((at + 0.56) / flagCount)
  const turn = (Math.atan2(nextY - y, nextX - x) * 180) / Math.PI
  const look = golden.includes(at) ? 'bunting-gold' : `bunting-flag hue-${hue(`flag ${at}`)}`
  const flag = svgPath(flagShapes[at % flagShapes.length] ?? '', look)
  flag.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)})`)
  return flag
}

/** @param part of the whole string, from 0 to 1 */
function onString(part: number): [x: number, y: number] {
  const swag = Math.min(swagCount - 1, Math.floor(part * swagCount))
  const along = part * swagCount - swag
  return [(swag + along) * swagWidth, 2 + 4 * along * (1 - along) * swagDepth]
}
