const namespace = 'http://www.w3.org/2000/svg'

type Maybe<Value> = Value | false

/** A picture beside words, or inside what has a label: hidden from assistive technology. */
export function svg(
  viewBox: string,
  classes: readonly Maybe<string>[],
  paths: readonly Maybe<SVGPathElement>[],
): SVGSVGElement {
  const root = document.createElementNS(namespace, 'svg')
  root.setAttribute('viewBox', viewBox)
  root.setAttribute('class', classes.filter(Boolean).join(' '))
  root.setAttribute('aria-hidden', 'true')
  root.append(...paths.filter((path) => path !== false))
  return root
}

export function svgPath(d: string, className?: string): SVGPathElement {
  const path = document.createElementNS(namespace, 'path')
  path.setAttribute('d', d)
  if (className !== undefined) path.setAttribute('class', className)
  return path
}
