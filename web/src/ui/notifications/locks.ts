/** Where the page is not sent securely there are none, and each tab goes by itself. */
const locks: LockManager | undefined = 'locks' in navigator ? navigator.locks : undefined

/**
 * Holds a name for as long as the tab is there, or until the answer is called. One tab has it at a time unless it is
 * shared; a tab that crashes holds nothing.
 */
export function hold(name: string, mode: LockMode, held: () => void = () => undefined): () => void {
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  const have = () => {
    held()
    return released
  }
  if (locks)
    void locks.request(name, { mode }, have).catch(() => undefined) // the page is on its way out
  else held()
  return release
}

/** What any tab holds. */
export async function heldNames(): Promise<string[]> {
  const { held = [] } = (await locks?.query()) ?? {}
  return held.flatMap(({ name }) => name ?? [])
}
