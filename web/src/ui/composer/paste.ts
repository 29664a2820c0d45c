import { chunks } from '../late/chunks.ts'
import { linkByPaste, type } from './format-keys.ts'

const formatted = /<(?:b|strong|i|em|s|del|strike|code|pre|a|li|blockquote)[\s>]/i

/** What stands out in a page keeps that by its marks, and an address over words makes a link of them. */
export function pasteInto(input: HTMLTextAreaElement, event: ClipboardEvent): void {
  const plain = event.clipboardData?.getData('text/plain') ?? ''
  const html = event.clipboardData?.getData('text/html') ?? ''
  if (linkByPaste(input, plain)) event.preventDefault()
  else if (formatted.test(html)) {
    event.preventDefault()
    void typeMarks(input, html, plain)
  }
}

async function typeMarks(input: HTMLTextAreaElement, html: string, plain: string): Promise<void> {
  const loaded = await chunks.paste.load().catch(() => null)
  const { selectionStart, selectionEnd } = input
  type(input, selectionStart, selectionEnd, loaded?.marksOfHtml(html) ?? plain)
}
