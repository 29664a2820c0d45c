/** Minutes and seconds, as in 0:12. */
export function lengthText(ms = 0): string {
  const seconds = Math.floor(ms / 1_000) % 60
  return `${Math.floor(ms / 60_000)}:${seconds < 10 ? '0' : ''}${seconds}`
}
