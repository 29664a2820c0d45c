const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u
const ofWord = new RegExp(`[\\p{L}\\p{N}]|${picture.source}`, 'u')

/**
 * The first letters of the first and the last word, whole characters in any script. A picture at the beginning, be it a
 * flag, a key cap or several emoji joined into one, stands for the whole name.
 */
export function initials(name: string): string {
  const starts = wordStarts(name)
  const [first = '·'] = starts
  if (starts.length < 2 || picture.test(first)) return first.toLocaleUpperCase()
  return (first + (starts.at(-1) ?? '')).toLocaleUpperCase()
}

function wordStarts(name: string): string[] {
  const starts: string[] = []
  let isInWord = false
  for (const { segment } of segments.segment(name)) {
    const belongs = ofWord.test(segment)
    if (belongs && !isInWord) starts.push(segment)
    isInWord = belongs
  }
  return starts
}
