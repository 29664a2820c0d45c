/** Resolves when nothing else is to be done, or soon. Safari does not tell when that is. */
export const idle = (): Promise<unknown> =>
  new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 1_000 })
    else setTimeout(resolve, 100)
  })
