/** Goes from cell to cell as they lie on the screen. @returns whether there was one to go to */
export function moveInGrid(grid: HTMLElement, { key }: KeyboardEvent): boolean {
  const cells = [...grid.querySelectorAll<HTMLElement>('button')]
  const at = cells.findIndex((cell) => cell === document.activeElement)
  const from = cells[at]
  if (!from) return false
  const forward = getComputedStyle(grid).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
  const next =
    step === undefined ? beside(cells, at, key) : cells[at + (forward === 'ArrowRight' ? step : -step)]
  if (!next) return false
  from.tabIndex = -1
  next.tabIndex = 0
  next.focus()
  return true
}

/** The cell in the nearest line above or below that lies nearest to the same column. */
function beside(cells: readonly HTMLElement[], at: number, key: string): HTMLElement | undefined {
  const from = cells[at]?.getBoundingClientRect()
  if (!from || (key !== 'ArrowUp' && key !== 'ArrowDown')) return undefined
  const those = key === 'ArrowDown' ? cells.slice(at + 1) : cells.slice(0, at).reverse()
  let line: number | null = null
  let best: HTMLElement | undefined
  let distance = Infinity
  for (const cell of those) {
    const { top, left } = cell.getBoundingClientRect()
    if (Math.abs(top - from.top) < 4) continue
    line ??= top
    if (Math.abs(top - line) > 4) break
    if (Math.abs(left - from.left) >= distance) continue
    distance = Math.abs(left - from.left)
    best = cell
  }
  return best
}
