/** Arrow keys, Home and End walk through the items; whoever walks off the end stays. */
export function walk(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const at = items.findIndex((item) => item === document.activeElement)
  const target = targetOf(event.key, at, items.length)
  const item = target === null ? undefined : items[target]
  if (!item) return
  event.preventDefault()
  item.focus()
}

function targetOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1)
  if (key === 'ArrowUp' && at >= 0) return Math.max(at - 1, 0)
  if (key === 'Home' && at >= 0) return 0
  return key === 'End' && at >= 0 ? count - 1 : null
}
