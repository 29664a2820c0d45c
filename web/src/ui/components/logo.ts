const svg = 'http://www.w3.org/2000/svg'

/** Two speech bubbles that overlap. */
const shapes = [
  ['logo-back', 'M4 5h11a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H9l-5 4v-4.2A3 3 0 0 1 2 13V7a2 2 0 0 1 2-2z'],
  ['logo-front', 'M13 11h13a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4v4l-5-4h-8a4 4 0 0 1-4-4v-7a4 4 0 0 1 4-4z'],
] as const

export function logo(): SVGElement {
  const root = document.createElementNS(svg, 'svg')
  root.setAttribute('viewBox', '0 0 32 32')
  root.setAttribute('class', 'logo')
  root.setAttribute('aria-hidden', 'true')
  for (const [name, d] of shapes) {
    const path = document.createElementNS(svg, 'path')
    path.setAttribute('class', name)
    path.setAttribute('d', d)
    root.append(path)
  }
  return root
}
