/**
 * While an input method composes (Chinese, Japanese, …), every key is its own: no handler of the page hears of it, and
 * none has to ask. Safari tells of the key that ends a composition only when that has ended, as 229.
 */
export function leaveKeysToInputMethods(page: Window): void {
  const guard = (event: KeyboardEvent) => {
    if (!event.isComposing && event.keyCode !== 229) return
    event.stopImmediatePropagation()
    // Some browsers would close the dialog around the field.
    if (event.key === 'Escape') event.preventDefault()
  }
  // At the window and on the way down: before whatever else listens, wherever it does.
  for (const type of ['keydown', 'keypress', 'keyup'] as const) page.addEventListener(type, guard, true)
}
