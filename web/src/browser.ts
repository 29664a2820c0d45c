import type { BrowserEnv } from './browser-env.ts'
import { uuid } from './uuid.ts'

/** The page as the client sees it. */
export function browserSurroundings(): BrowserEnv {
  return {
    apiOrigin: apiOrigin(),
    pageOrigin: location.origin,
    storage: localStorage,
    onStorageChanged: (changed) => addEventListener('storage', ({ key }) => changed(key)),
    indexedDb: globalThis.indexedDB,
    isVisible: () => document.visibilityState === 'visible',
    savesData,
    onWakeUp: (wake) => {
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') wake()
      })
      addEventListener('pageshow', wake)
    },
    onNetworkLost: (lost) => addEventListener('offline', lost),
    onNetworkBack: (back) => addEventListener('online', back),
    clockAndRandom: {
      now: () => new Date(),
      monotonicMs: () => performance.now(),
      random: () => Math.random(),
      uuid,
    },
  }
}

/** Not every browser tells. */
const savesData = (): boolean => {
  const connection: unknown = 'connection' in navigator ? navigator.connection : null
  return Boolean(
    connection && typeof connection === 'object' && 'saveData' in connection && connection.saveData,
  )
}

/** Where the page is hosted apart from the API, its host writes the address of the API into the page. */
function apiOrigin(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="parley-api"]')
  return (meta?.content ?? '').trim().replace(/\/+$/, '')
}
