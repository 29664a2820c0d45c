import { selectionOf } from './selection.ts'

/** Puts marks around what is selected, or takes them away; without a mark it becomes a link, to what is typed next. */
export function putMark(input: HTMLTextAreaElement, mark: string | null): void {
  if (mark === null) link(input, '')
  else wrap(input, mark)
}

/** An address that is put over words makes a link of them. */
export function linkByPaste(input: HTMLTextAreaElement, pasted: string): boolean {
  const { selected } = selectionOf(input)
  const isAddress = /^(?:https?:\/\/|mailto:|tel:)[^\s()]+$/i.test(pasted.trim())
  if (!isAddress || selected.trim() === '' || /^https?:/i.test(selected) || selected.includes('\n'))
    return false
  link(input, pasted.trim())
  return true
}

/** As if it had been typed, so that it can be undone. */
export function type(input: HTMLTextAreaElement, from: number, to: number, text: string): void {
  input.setSelectionRange(from, to)
  // The only way that the browser can undo. It is out of fashion, and in every browser.
  const isTyped =
    text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text)
  if (isTyped) return
  input.setRangeText(text, from, to, 'end')
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

function wrap(input: HTMLTextAreaElement, mark: string): void {
  const { from, to, selected } = selectionOf(input)
  if (mark === '`' && selected.includes('\n')) {
    type(input, from, to, `\`\`\`\n${selected}\n\`\`\``)
    return
  }
  const [before, after] = [input.value.slice(0, from), input.value.slice(to)]
  if (isWrapped(before, after, mark)) {
    type(input, from - mark.length, to + mark.length, selected)
    input.setSelectionRange(from - mark.length, to - mark.length)
    return
  }
  type(input, from, to, `${mark}${selected}${mark}`)
  input.setSelectionRange(from + mark.length, to + mark.length)
}

/** One star is not what two of them are. */
function isWrapped(before: string, after: string, mark: string): boolean {
  const sign = mark.charAt(0)
  const opening = before.length - before.replace(new RegExp(`[${sign}]+$`), '').length
  const closing = after.length - after.replace(new RegExp(`^[${sign}]+`), '').length
  const has = (count: number) => (mark === '*' ? count % 2 === 1 : count >= mark.length)
  return has(opening) && has(closing)
}

function link(input: HTMLTextAreaElement, target: string): void {
  const { from, to, selected } = selectionOf(input)
  type(input, from, to, `[${selected}](${target})`)
  const inside = target === '' ? from + selected.length + 3 : from + selected.length + target.length + 4
  input.setSelectionRange(inside, inside)
}
