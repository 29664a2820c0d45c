import { iconPaths, type IconPaths } from '../drawings/icon-paths.ts'
import type { lateIconPaths } from '../drawings/late-icon-paths.ts'
import { svg, svgPath } from '../drawings/svg.ts'
import { Chunk } from '../../chunk.ts'

type FirstIcon = keyof typeof iconPaths
type LateIcon = keyof typeof lateIconPaths
export type IconName = FirstIcon | LateIcon

export const iconsChunk = new Chunk(() => import('../drawings/late-icon-paths.ts'))

/** Those that point to a side point to the other where one reads from the right. */
const sideways: readonly IconName[] = ['back', 'forward', 'next', 'out', 'reply', 'side']

/**
 * Always beside words or inside a labelled control, so hidden from assistive technology. Its place is there at once, and
 * so is what it shows, but for one that is not needed at first and has not come yet.
 */
export function icon(name: IconName, look: 'usual' | 'tiny' = 'usual'): SVGElement {
  const root = svg(
    '0 0 20 20',
    ['icon', look === 'tiny' && 'icon-tiny', sideways.includes(name) && 'sideways'],
    [],
  )
  const { module } = iconsChunk
  if (isFirst(name)) draw(root, iconPaths[name])
  else if (module) draw(root, module.lateIconPaths[name])
  // The words say it alone until there is a network again.
  else
    void iconsChunk.load().then(
      ({ lateIconPaths }) => draw(root, lateIconPaths[name]),
      () => undefined,
    )
  return root
}

const isFirst = (name: IconName): name is FirstIcon => name in iconPaths

function draw(root: SVGElement, [stroke, filled]: IconPaths): void {
  if (stroke !== '') root.append(svgPath(stroke))
  if (filled !== undefined) root.append(svgPath(filled, 'dot'))
}
