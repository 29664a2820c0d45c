const selectors = /[\ufe0e\ufe0f]/g
/** What is shown as text unless a selector follows, which a skin tone takes the place of. */
const textual = /[\p{Emoji}--\p{Emoji_Presentation}](?!\p{Emoji_Modifier})/gv
const recommended = /^\p{RGI_Emoji}$/v

/**
 * The one form in which an emoji is stored, however its selectors were typed: ❤, ❤︎ and ❤️ are one. Null for what
 * is no single emoji that Unicode recommends, as far as this runtime knows it.
 */
export function canonicalEmoji(text: string): string | null {
  const emoji = text.replace(selectors, '').replace(textual, '$&\ufe0f')
  return recommended.test(emoji) ? emoji : null
}
