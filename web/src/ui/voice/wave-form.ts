import { svg, svgPath } from '../drawings/svg.ts'
import { loudestOf } from './levels.ts'

const bars = 48
const [step, height] = [4, 28]

/** How loud a recording is along its way, and how far it was heard. */
export class WaveForm {
  readonly root: SVGSVGElement
  readonly #played = svgPath('', 'wave-played')
  readonly #rest = svgPath('', 'wave-rest')
  #bars: readonly string[] = []
  #heard = 0

  constructor(levels: readonly number[]) {
    this.root = svg(`0 0 ${bars * step} ${height}`, ['wave'], [this.#rest, this.#played])
    this.root.setAttribute('preserveAspectRatio', 'none')
    this.#bars = loudestOf(levels, bars).map(barOf)
    this.#draw()
  }

  /** From 0 to 1. */
  heard(part: number): void {
    const heard = Math.round(part * bars)
    if (heard === this.#heard) return
    this.#heard = heard
    this.#draw()
  }

  /** The latest of a recording that goes on, at the end. */
  follow(levels: readonly number[]): void {
    const latest = levels.slice(-bars)
    this.#bars = [...Array.from({ length: bars - latest.length }, () => 0), ...latest].map(barOf)
    this.#draw()
  }

  #draw(): void {
    this.#played.setAttribute('d', this.#bars.slice(0, this.#heard).join(''))
    this.#rest.setAttribute('d', this.#bars.slice(this.#heard).join(''))
  }
}

function barOf(level: number, at: number): string {
  const half = Math.max(0.5, ((height - 4) * Math.min(100, level)) / 200)
  return `M${at * step + step / 2} ${(height / 2 - half).toFixed(1)}v${(2 * half).toFixed(1)}`
}
