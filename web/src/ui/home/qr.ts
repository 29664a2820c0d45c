import { words } from '../../i18n/late.ts'
import { svg, svgPath } from '../drawings/svg.ts'

/** An address as a picture for the camera of a phone. */
export async function qrCode(text: string, label = words.home.qr): Promise<SVGElement> {
  const { encode } = await import('uqr')
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])))
  const code = svg(`0 0 ${size} ${size}`, ['qr'], [svgPath(squares.join(''))])
  code.removeAttribute('aria-hidden')
  code.setAttribute('role', 'img')
  code.setAttribute('aria-label', label)
  return code
}
