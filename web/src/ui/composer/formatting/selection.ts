/** What is selected, without the spaces around it. */
export function selectionOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) {
  const raw = value.slice(selectionStart, selectionEnd)
  const from = selectionStart + (raw.length - raw.trimStart().length)
  const to = Math.max(from, selectionEnd - (raw.length - raw.trimEnd().length))
  return { from, to, selected: value.slice(from, to) }
}
