const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** So many characters of a text, or a little less: none is cut. */
export function beginning(text: string, longest: number): string {
  const end = graphemes.segment(text).containing(longest)?.index
  return end === undefined ? text : `${text.slice(0, end || longest)}…`
}
