export type Shortcut = 'switcher' | 'shortcuts' | 'next' | 'previous'

/** Keys that work wherever one is, but not behind an open dialog. */
export function shortcutOf(event: KeyboardEvent): Shortcut | null {
  const { altKey, ctrlKey, metaKey, shiftKey, key, target } = event
  if (event.defaultPrevented || document.querySelector('dialog[open]')) return null
  if (key === '?' && !ctrlKey && !metaKey && !altKey) return isWriting(target) ? null : 'shortcuts'
  if (shiftKey) return null
  if ((ctrlKey || metaKey) && !altKey) return commands[key.toLowerCase()] ?? null
  return altKey && !ctrlKey && !metaKey ? (ways[key] ?? null) : null
}

const commands: Readonly<Record<string, Shortcut>> = { k: 'switcher', '/': 'shortcuts' }
const ways: Readonly<Record<string, Shortcut>> = { ArrowDown: 'next', ArrowUp: 'previous' }

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('textarea, select, input:not([type=checkbox], [type=radio])')
