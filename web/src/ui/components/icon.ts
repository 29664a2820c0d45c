import { svg, svgPath } from '../drawings/svg.ts'
import { iconPaths } from '../drawings/icon-paths.ts'

export type IconName = keyof typeof iconPaths

/** Those that point to a side point to the other where one reads from the right. */
const sideways: readonly IconName[] = ['back', 'out', 'reply', 'side']

/** Always beside words or inside a labelled control, so hidden from assistive technology. */
export function icon(name: IconName, look: 'usual' | 'tiny' = 'usual'): SVGElement {
  const [stroke, filled] = iconPaths[name] as readonly [string, string?]
  const looks = ['icon', look === 'tiny' && 'icon-tiny', sideways.includes(name) && 'sideways']
  const paths = [stroke !== '' && svgPath(stroke), filled !== undefined && svgPath(filled, 'dot')]
  return svg('0 0 20 20', looks, paths)
}
