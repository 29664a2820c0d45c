/** What runs in the page, so each function is whole in itself. */

/** Marks the moment at which there is a list whose rows can be clicked. */
export function markUsable(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('nav a[href^="/c/"]')) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => performance.mark('usable')))
  })
  observer.observe(document, { childList: true, subtree: true })
}

/** How long it takes from a click on a link until a row has this text. */
export function switchMs([path, text]: readonly [string, string]): Promise<number> {
  const shows = () =>
    [...document.querySelectorAll('[data-row]')].some((row) => row.textContent?.includes(text))
  return new Promise((resolve) => {
    const startMs = performance.now()
    document.querySelector<HTMLElement>(`nav a[href="${path}"]`)?.click()
    const look = () => (shows() ? resolve(performance.now() - startMs) : requestAnimationFrame(look))
    look()
  })
}

/** From each key to the frame after it, in the list that is returned by `window.keyMs`; and of Enter to the row. */
export function noteKeys(sent: string): void {
  const noted: number[] = []
  Object.assign(window, { keyMs: noted, enterMs: Number.NaN })
  document.addEventListener(
    'keydown',
    ({ key, timeStamp }) => {
      if (key !== 'Enter') {
        requestAnimationFrame(() => setTimeout(() => noted.push(performance.now() - timeStamp)))
        return
      }
      const observer = new MutationObserver(() => {
        const last = [...document.querySelectorAll('[data-row]')].at(-1)
        if (!last?.textContent?.includes(sent)) return
        observer.disconnect()
        Object.assign(window, { enterMs: performance.now() - timeStamp })
      })
      observer.observe(document.querySelector('.timeline') ?? document, { childList: true, subtree: true })
    },
    { capture: true },
  )
}

/** The longest task while one scrolls up until this message is in the page. */
export async function scrollUp(seek: string): Promise<number> {
  let longestMs = 0
  const note = (list: PerformanceObserverEntryList) => {
    for (const { duration } of list.getEntries()) longestMs = Math.max(longestMs, duration)
  }
  const observer = new PerformanceObserver(note)
  observer.observe({ type: 'longtask' })
  const timeline = document.querySelector('.timeline')
  const isThere = () =>
    [...document.querySelectorAll('[data-row]')].some((row) => row.textContent?.includes(seek))
  for (let step = 0; step < 3_000 && !isThere(); step += 1) {
    timeline?.scrollBy(0, -700)
    await new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 30))
  }
  if (!isThere()) throw new Error(`${seek} does not come.`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  observer.disconnect()
  return longestMs
}
