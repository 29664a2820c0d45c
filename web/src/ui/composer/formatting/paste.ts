import { linkByPaste, type } from './marks.ts'
import { marksOfHtml } from './rich-paste.ts'

const formatted = /<(?:b|strong|i|em|s|del|strike|code|pre|a|li|blockquote)[\s>]/i

/** What stands out in a page keeps that by its marks, and an address over words makes a link of them. */
export function pasteInto(input: HTMLTextAreaElement, event: ClipboardEvent): void {
  const plain = event.clipboardData?.getData('text/plain') ?? ''
  const html = event.clipboardData?.getData('text/html') ?? ''
  if (linkByPaste(input, plain)) event.preventDefault()
  else if (formatted.test(html)) {
    event.preventDefault()
    const { selectionStart, selectionEnd } = input
    type(input, selectionStart, selectionEnd, marksOfHtml(html) ?? plain)
  }
}
