const most = 3
const longest = 120

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const emoji =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u

/** Whether a text is one to three emoji and nothing else. */
export function isEmojiOnly(text: string): boolean {
  // Asked first: to find out what is shown as one takes far longer, and hardly any text begins so.
  if (text.length > longest || !emoji.test(text.trimStart())) return false
  const shown = [...graphemes.segment(text)].filter(({ segment }) => segment.trim() !== '')
  return shown.length <= most && shown.every(({ segment }) => emoji.test(segment))
}
