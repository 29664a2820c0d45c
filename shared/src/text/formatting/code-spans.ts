export interface CodePlace {
  readonly end: number
  readonly from: number
  readonly to: number
}

/** What stands between as many backquotes as before it, by where it begins. From the end, so that none is looked for twice. */
export function codeSpans(text: string): Map<number, CodePlace> {
  const runs = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({ index, length: run.length }))
  const next = new Map<number, number>()
  const closedBy = runs.map(() => -1)
  for (let at = runs.length - 1; at >= 0; at -= 1) {
    const length = runs[at]?.length ?? 0
    closedBy[at] = next.get(length) ?? -1
    next.set(length, at)
  }
  const found = new Map<number, CodePlace>()
  for (let at = 0; at < runs.length; at += 1) {
    const [open, closer] = [runs[at], closedBy[at] ?? -1]
    const close = runs[closer]
    if (!open || !close || text.charAt(open.index - 1) === '\\') continue
    found.set(open.index, {
      ...inside(text, open.index + open.length, close.index),
      end: close.index + close.length,
    })
    at = closer
  }
  return found
}

/** Without one blank on each side, with which code can begin or end with a backquote. */
function inside(text: string, from: number, to: number): { from: number; to: number } {
  const code = text.slice(from, to)
  return /^\s.*\S.*\s$/su.test(code) ? { from: from + 1, to: to - 1 } : { from, to }
}
