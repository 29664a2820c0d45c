/**
 * The browser would open a file or a link that is dropped on the page, in place of the chat. A text may still be dropped
 * into a field.
 */
export function keepPageFromDrops(page: Window): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || isTextForField(event)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
  }
  for (const type of ['dragenter', 'dragover', 'drop'] as const) page.addEventListener(type, refuse)
}

function isTextForField({ target, dataTransfer }: DragEvent): boolean {
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
  return isField && dataTransfer?.types.includes('Files') !== true
}
