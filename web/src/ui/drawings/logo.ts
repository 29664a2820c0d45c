import { svg, svgPath } from './svg.ts'

/** A flag on its pole that is also a spoken word, and the letter P. */
export const mark = (): SVGElement =>
  svg(
    '0 0 64 64',
    ['mark'],
    [
      svgPath(
        'M15 0h34a15 15 0 0 1 15 15v34a15 15 0 0 1-15 15H15A15 15 0 0 1 0 49V15A15 15 0 0 1 15 0z',
        'mark-ground',
      ),
      svgPath('M19 15v35', 'mark-pole'),
      svgPath('M26 14h13a12 12 0 0 1 0 24h-4l-9 7z', 'mark-flag'),
    ],
  )

const letters =
  'M8 20v36M66 20v20.5M43.5 30a11 11 0 1 0 22 0a11 11 0 1 0-22 0M78 20v20.5M78 31c0-7 4-11 10-11M97 8v32.5M108 30h21.5a11 11 0 1 0-3.5 8.2M139 20l10.5 20.5M160.5 20l-13 28c-1.5 3.2-3.5 5-7.5 5'

/** The name as it is written, beside words that say it or within something labelled. */
export const wordmark = (): SVGElement =>
  svg(
    '4 3 162 58',
    ['wordmark'],
    [svgPath('M14.5 17H22a12 12 0 0 1 0 24h-2l-5.5 5z', 'mark-flag'), svgPath(letters, 'wordmark-letters')],
  )
